/// The values of one row of a manifest as they are written; what is not stated is empty.
struct ManifestRow {
    /// The line that the row begins in, from 1.
    let line: Int
    var path = ""
    var labels: [String] = []
    /// Whether the labels stand where there may be several.
    var hasLabelList = false
    var values: [Float] = []
    var split = ""
    var hash = ""
    var group = ""

    init(line: Int) {
        self.line = line
    }
}
