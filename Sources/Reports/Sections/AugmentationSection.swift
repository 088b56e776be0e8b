/// How training changed its images.
struct AugmentationSection {
    private let sheet: AugmentationSheet?

    init(_ content: ReportContent) {
        sheet = content.augmentation
    }

    var section: PageSection? {
        guard let sheet else { return nil }
        return PageSection("augmentation", "Augmentation") {
            tag("p", .class("note")) {
                "Training saw its images changed at random, anew in each epoch: "
                tag("code") { sheet.policy }
            }
            if !sheet.rows.isEmpty {
                tag("p", .class("note")) {
                    "Outlined are training photos as prediction sees them; beside each are samples of what this "
                        + "policy makes of it. Training drew others."
                    if let omission = sheet.omission { " " + omission }
                }
                for row in sheet.rows { figure(row) }
            }
        }
    }

    private func figure(_ row: AugmentationSheet.Row) -> Markup {
        tag("figure", .class("variants")) {
            tag("figcaption") { row.name }
            tag("div") {
                for (index, image) in row.pictures.enumerated() {
                    picture(image, index == 0 ? "The photo" : "Variant \(index)")
                }
            }
        }
    }
}
