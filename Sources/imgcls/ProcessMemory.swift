internal import CProcessMemory

/// How this short-lived process asks the system for memory.
enum ProcessMemory {
    /// A model's weights as stored, widened, folded and packed.
    private static let reserve = 64 << 20

    /// Takes memory in one piece of large pages, and keeps it.
    ///
    /// Reading, folding and packing weights allocates and frees some tens of megabytes. By default each of these
    /// blocks is mapped anew and touched in pages of 4 KiB, which took a third of the time of `classify`.
    static func prepare() {
        process_memory_reserve(reserve)
    }
}
