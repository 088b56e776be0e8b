import Augmentation
import Testing

@Suite struct PolicyNameTests {
    /// Names of torchvision, timm, Keras and Albumentations, of papers and of people, and what they lead to.
    static let names: [(name: String, operation: PolicyOperation)] = [
        ("RandomResizedCrop", .crop), ("randomresizedcrop", .crop), ("random_resized_crop", .crop),
        ("Crop", .crop), ("RandomCrop", .padCrop), ("random-crop", .padCrop), ("pad_crop", .padCrop),
        ("hflip", .flip), ("horizontal_flip", .flip), ("RandomHorizontalFlip", .flip),
        ("HorizontalFlip", .flip),
        ("mirror", .flip), ("RandomFlip", .flip), ("fliplr", .flip),
        ("vertical_flip", .verticalFlip), ("RandomVerticalFlip", .verticalFlip), ("flipud", .verticalFlip),
        ("VFlip", .verticalFlip),
        ("rotation", .rotate), ("RandomRotation", .rotate), ("RandomRotate", .rotate),
        ("RandomTranslation", .translate), ("shift", .translate), ("RandomZoom", .scale),
        ("RandomPerspective", .perspective), ("shear_x", .shear), ("ShearY", .shear),
        ("colorjitter", .jitter), ("color_jitter", .jitter), ("ColorJitter", .jitter),
        ("colour-jitter", .jitter), ("colorjiter", .jitter), ("RandomBrightnessContrast", .jitter),
        ("RandomBrightness", .brightness), ("RandomContrast", .contrast),
        ("adjust_saturation", .saturation), ("HueShift", .hue), ("RandomGrayscale", .grayscale),
        ("greyscale", .grayscale), ("ToGray", .grayscale), ("RandomPosterize", .posterize),
        ("RandomSolarize", .solarize), ("RandomEqualize", .equalize), ("AutoContrast", .autocontrast),
        ("RandomInvert", .invert), ("RandomAdjustSharpness", .sharpness), ("sharpen", .sharpness),
        ("GaussianBlur", .blur), ("gaussian_blur", .blur), ("GaussNoise", .noise), ("GaussianNoise", .noise),
        ("JPEG", .jpeg), ("ImageCompression", .jpeg),
        ("RandomErasing", .erase), ("random_erasing", .erase), ("cutout", .erase), ("CoarseDropout", .erase),
        ("trivialaugment", .trivial), ("trivial_augment", .trivial), ("TrivialAugmentWide", .trivial),
        ("randaugment", .rand), ("rand_augment", .rand), ("RandAugment", .rand), ("randaugmnt", .rand),
        ("OneOf", .oneOf), ("RandomChoice", .oneOf), ("MixUp", .mixup), ("mix_up", .mixup),
        ("CutMix", .cutmix),
    ]

    @Test(arguments: names) func `a name from elsewhere leads to the one that is read`(
        _ name: String, _ operation: PolicyOperation
    ) {
        #expect(throws: AugmentationPolicyError.unknownName(name, nearest: operation.rawValue)) {
            try AugmentationPolicy(parsing: name)
        }
        #expect(throws: AugmentationPolicyError.unknownName(name, nearest: operation.rawValue)) {
            try AugmentationPolicy(parsing: "light,\(name):0.5@0.5")
        }
    }

    @Test func `every operation has a name that people bring from elsewhere`() {
        #expect(
            Set(Self.names.map(\.operation)).union([.padCrop]) == Set(PolicyOperation.allCases),
            "\(Set(PolicyOperation.allCases).subtracting(Self.names.map(\.operation)))")
    }

    @Test(arguments: ["autoaugment", "elastic", "clahe", "gaussian", "x", "resize"])
    func `what is like nothing gets the list of all names`(_ name: String) {
        let error = #expect(throws: AugmentationPolicyError.unknownName(name, nearest: nil)) {
            try AugmentationPolicy(parsing: name)
        }
        let names = PolicyOperation.allCases.map(\.rawValue) + AugmentationPreset.allCases.map(\.rawValue)
        #expect(
            error?.description
                == "there is no augmentation \(name); known are \(names.joined(separator: ", "))")
    }
}
