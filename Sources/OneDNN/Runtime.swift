internal import COneDNN

/// The library as a whole.
public enum Runtime {
    /// The version that was loaded, for example `2.6.3`.
    public static var version: String {
        var major: Int32 = 0
        var minor: Int32 = 0
        var patch: Int32 = 0
        unsafe onednn_version(&major, &minor, &patch)
        return "\(major).\(minor).\(patch)"
    }

    /// The number that oneDNN gives the instruction set it makes kernels for; the last bits of results depend on it.
    public static var instructionSet: Int { Int(onednn_instruction_set()) }

    /// Makes the calling thread run primitives alone, since the pipeline is parallel over images.
    ///
    /// The setting belongs to the thread, so whoever may have moved to another one calls it again; it costs
    /// nanoseconds.
    public static func useOneThread() {
        onednn_use_one_thread()
    }
}
