import CFuzzing
import FoundationEssentials
import Glibc

/// Called by libFuzzer once: chooses the target, or writes its seeds where that is asked for and ends.
@c(LLVMFuzzerInitialize)
public func initializeFuzzer(
    _ argumentCount: UnsafeMutablePointer<Int32>?, _ arguments: UnsafeMutableRawPointer?
) -> Int32 {
    let target = FuzzTargets.chosen
    guard let folder = ProcessInfo.processInfo.environment["IMGCLS_FUZZ_SEEDS"] else { return 0 }
    do {
        for (number, seed) in try target.seeds().enumerated() {
            try Data(seed).write(to: URL(filePath: "\(folder)/seed-\(target.name)-\(number)"))
        }
        exit(0)
    } catch {
        print("the seeds of \(target.name) cannot be written: \(error)")
        exit(73)
    }
}

/// Called by libFuzzer for each input.
@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    FuzzTargets.chosen.check(unsafe Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

/// Called by libFuzzer to change an input: its own change, and in one half of the cases lengths and sums are
/// put right afterwards, so that changes reach the code behind the checks of lengths and sums.
@c(LLVMFuzzerCustomMutator)
public func mutate(
    _ data: UnsafeMutablePointer<UInt8>?, _ count: Int, _ capacity: Int, _ seed: UInt32
) -> Int {
    guard let data = unsafe data else { return 0 }
    let newCount = unsafe LLVMFuzzerMutate(data, count, capacity)
    guard seed % 2 == 0 else { return newCount }
    let bytes = unsafe UnsafeMutableBufferPointer(start: data, count: newCount)
    let mended = FuzzTargets.chosen.mended(unsafe Array(bytes))
    guard mended.count == newCount else { return newCount }
    _ = unsafe bytes.update(fromContentsOf: mended)
    return newCount
}
