extension EpochRecord {
    /// The first line of a CSV file of records.
    ///
    /// - Parameter metric: What the metric is, which becomes the name of its column; nil for no such column.
    public static func csvHeader(metric: String? = "metric") -> String {
        csvLine(
            ["epoch", "train_loss", "validation_loss"] + (metric.map { [$0] } ?? [])
                + ["rate", "images_per_second", "seconds"])
    }

    /// The record as a line of a CSV file.
    ///
    /// Numbers have as many digits as it takes to read back the same one; a number that is not there is an
    /// empty field. Lines end with a line feed, as those of all our CSV files do.
    /// Source: RFC 4180, <https://www.rfc-editor.org/rfc/rfc4180>.
    ///
    /// - Parameter hasMetric: Whether there is a column for the metric.
    public func csvLine(hasMetric: Bool = true) -> String {
        let numbers: [Double?] =
            [trainLoss, validationLoss] + (hasMetric ? [metric] : []) + [rate, imagesPerSecond, seconds]
        return Self.csvLine(["\(epoch)"] + numbers.map { $0.map { "\($0)" } ?? "" })
    }

    /// A whole CSV file of records.
    ///
    /// - Parameter metric: What the metric is; nil for none.
    public static func csv(_ records: [EpochRecord], metric: String? = "metric") -> String {
        records.reduce(csvHeader(metric: metric)) { $0 + $1.csvLine(hasMetric: metric != nil) }
    }

    private static func csvLine(_ fields: [String]) -> String {
        fields.map(quoted).joined(separator: ",") + "\n"
    }

    /// Puts a field into quotation marks where commas, quotation marks, line ends or outer blanks ask for it.
    private static func quoted(_ field: String) -> String {
        let special: Set<UInt8> = Set(",\"\r\n".utf8)
        let isBlankOutside = field.first == " " || field.last == " "
        guard isBlankOutside || field.utf8.contains(where: special.contains) else { return field }
        return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
            + "\""
    }
}
