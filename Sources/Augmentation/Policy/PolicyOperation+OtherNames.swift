extension PolicyOperation {
    /// What the operation is called elsewhere, as ``PolicyName/folded(_:)`` writes it. These names are not read;
    /// they lead to the one that is.
    var otherNames: [String] {
        switch self {
        case .crop: ["resizedcrop", "sizedcrop"]
        case .padCrop: ["randomcrop", "paddedcrop", "padandcrop"]
        case .flip: ["hflip", "horizontalflip", "fliphorizontal", "fliplr", "flipleftright", "mirror"]
        case .verticalFlip: ["verticalflip", "flipvertical", "flipud", "flipupdown"]
        case .rotate: ["rotation"]
        case .translate: ["translation", "shift", "translatex", "translatey"]
        case .shear: ["shearx", "sheary", "skew"]
        case .scale: ["zoom", "scaling"]
        case .perspective: ["perspectivetransform", "warp"]
        case .jitter:
            [
                "colorjitter", "colourjitter", "color", "colour", "brightnesscontrast",
                "huesaturationvalue",
            ]
        case .brightness, .contrast, .mixup, .cutmix: []
        case .saturation: ["saturate"]
        case .hue: ["hueshift"]
        case .grayscale: ["greyscale", "togray", "togrey", "gray", "grey", "desaturate"]
        case .posterize: ["posterise"]
        case .solarize: ["solarise"]
        case .equalize: ["equalise", "histogramequalization"]
        case .autocontrast: ["normalizecontrast"]
        case .invert: ["inversion", "negative"]
        case .sharpness: ["sharpen"]
        case .blur: ["gaussianblur", "gaussblur"]
        case .noise: ["gaussiannoise", "gaussnoise"]
        case .jpeg: ["jpegcompression", "imagecompression", "compression"]
        case .erase: ["erasing", "cutout", "coarsedropout"]
        case .trivial: ["trivialaugment", "trivialaugmentwide"]
        case .rand: ["randaugment", "randaug"]
        case .oneOf: ["choice"]
        }
    }
}
