/// The bytes of a TensorBoard event file with scalars, which can be appended to a file one after the other.
///
/// The file is a sequence of TFRecord frames: length (8 bytes), masked CRC-32C of the length (4), payload,
/// masked CRC-32C of the payload (4), all little-endian. A payload is a protocol buffer `Event`: wall time
/// (field 1, double), step (2, varint), file version (3, text) or summary (5), whose values (1) each have a
/// tag (1, text) and a simple value (2, float).
/// Source: <https://www.tensorflow.org/tutorials/load_data/tfrecord>, `event.proto` and `summary.proto` of
/// TensorFlow, <https://protobuf.dev/programming-guides/encoding/>.
public enum TensorBoardEvents {
    /// The first frame of a file, which tells readers the version of the format.
    ///
    /// - Parameter wallTime: Seconds since 1970.
    public static func header(wallTime: Double) -> [UInt8] {
        var event = ProtobufWriter()
        event.add(double: wallTime, field: 1)
        event.add(text: "brain.Event:2", field: 3)
        return frame(event.bytes)
    }

    /// A frame with scalars of one step.
    ///
    /// - Parameters:
    ///   - scalars: Names, in which a slash separates groups, and values; values are stored as `Float`.
    ///   - step: The step or epoch.
    ///   - wallTime: Seconds since 1970.
    public static func scalars(
        _ scalars: [(tag: String, value: Double)], step: Int, wallTime: Double
    ) -> [UInt8] {
        var summary = ProtobufWriter()
        for (tag, value) in scalars {
            var entry = ProtobufWriter()
            entry.add(text: tag, field: 1)
            entry.add(float: Float(value), field: 2)
            summary.add(bytes: entry.bytes, field: 1)
        }
        var event = ProtobufWriter()
        event.add(double: wallTime, field: 1)
        // Zero is what a reader takes a missing number for, and canonical writers leave it out.
        if step != 0 { event.add(integer: Int64(step), field: 2) }
        event.add(bytes: summary.bytes, field: 5)
        return frame(event.bytes)
    }

    /// A frame with the numbers of an epoch.
    ///
    /// - Parameters:
    ///   - record: The epoch.
    ///   - metric: What the metric is; nil for none.
    ///   - wallTime: Seconds since 1970.
    public static func epoch(
        _ record: EpochRecord, metric: String? = "metric", wallTime: Double
    ) -> [UInt8] {
        let entries: [(tag: String, value: Double?)] = [
            ("loss/train", record.trainLoss), ("loss/validation", record.validationLoss),
            ("validation/\(metric ?? "")", metric == nil ? nil : record.metric), ("rate", record.rate),
            ("images_per_second", record.imagesPerSecond), ("seconds", record.seconds),
        ]
        let present = entries.compactMap { entry in entry.value.map { (tag: entry.tag, value: $0) } }
        return scalars(present, step: record.epoch, wallTime: wallTime)
    }

    private static func frame(_ payload: [UInt8]) -> [UInt8] {
        let length = littleEndian(UInt64(payload.count))
        return length + littleEndian(CyclicRedundancyCode.masked(length)) + payload
            + littleEndian(CyclicRedundancyCode.masked(payload))
    }

    private static func littleEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
