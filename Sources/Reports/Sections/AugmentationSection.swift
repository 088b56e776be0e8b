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
            if let image = sheet.picture {
                tag("div", .class("sheet")) {
                    picture(image, "Originals beside what augmentation makes of them")
                }
            }
        }
    }
}
