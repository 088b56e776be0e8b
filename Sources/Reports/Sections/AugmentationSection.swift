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
                tag("figure", .class("sheet")) {
                    scrollBox("Samples of the augmentation") {
                        picture(image, "Originals beside what augmentation makes of them")
                    }
                    tag("figcaption") {
                        "Training photos as prediction sees them, beside samples of what this policy makes of each; "
                            + "training drew others. "
                        if let omission = sheet.omission { omission }
                    }
                }
            }
        }
    }
}
