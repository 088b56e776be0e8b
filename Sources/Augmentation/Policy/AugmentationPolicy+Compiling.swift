public import Images

extension AugmentationPolicy {
    /// The augmentation that gives a network its training pictures.
    ///
    /// Operations that move pixels and follow each other directly are done in one sampling; see
    /// ``GeometricChain``. Around moved pictures, in borders and in erased rectangles stands the preprocessing's mean,
    /// rounded, which normalisation turns into about 0.
    ///
    /// - Parameter preprocessing: Size, interpolation and mean of what the network sees.
    /// - Returns: An augmentation whose results all have `cropWidth` × `cropHeight` pixels.
    public func augmentation(for preprocessing: Preprocessing) -> any Augmentation {
        let fill = preprocessing.meanColor
        var steps: [any Augmentation] = []
        if items.first?.operation.role != .sizing { steps.append(PlainPreparation(preprocessing)) }
        var moves: [any GeometricAugmentation] = []
        func endMoves() {
            if moves.count == 1 { steps.append(moves[0]) }
            if moves.count > 1 { steps.append(GeometricChain(moves, fill: fill)) }
            moves = []
        }
        for item in items where item.operation.role != .batch {
            let step = item.augmentation(for: preprocessing, fill: fill)
            if let move = step as? any GeometricAugmentation {
                moves.append(move)
            } else {
                endMoves()
                steps.append(step)
            }
        }
        endMoves()
        return steps.count == 1 ? steps[0] : ComposedAugmentation(steps)
    }

    /// The augmentation for pictures of the given size: bicubic, middle grey around moved pictures, and without `crop`
    /// or `pad-crop` the middle of the photo resized so that its short side has as many pixels as the longer one of
    /// `width` and `height`.
    ///
    /// - Precondition: `width` and `height` are in `1 ... 8192`.
    public func augmentation(width: Int, height: Int) -> any Augmentation {
        augmentation(
            for: Preprocessing(
                resizeShortSide: max(width, height), cropWidth: width, cropHeight: height,
                mean: [128, 128, 128], standardDeviation: [128, 128, 128]))
    }

    /// What the policy does to batches; nil where it does nothing.
    public var mixer: BatchMixer? {
        func alpha(_ operation: PolicyOperation) -> Double? {
            items.first { $0.operation == operation }?.number(0)
        }
        let (mixup, cutmix) = (alpha(.mixup), alpha(.cutmix))
        return mixup == nil && cutmix == nil ? nil : BatchMixer(mixup: mixup, cutmix: cutmix)
    }
}

extension Preprocessing {
    /// The mean as a colour, the nearest that there is.
    var meanColor: RGBColor {
        let levels = mean.map { UInt8(min(max($0, 0), 255).rounded()) }
        return RGBColor(red: levels[0], green: levels[levels.count / 2], blue: levels[levels.count - 1])
    }
}

extension PolicyItem {
    /// What the item does.
    fileprivate func augmentation(for preprocessing: Preprocessing, fill: RGBColor) -> any Augmentation {
        let augmentation = certain(for: preprocessing, fill: fill)
        guard let probability else { return augmentation }
        if let move = augmentation as? any GeometricAugmentation {
            return OccasionalMove(probability: probability, move)
        }
        return RandomApply(probability: probability, augmentation)
    }

    private func certain(for preprocessing: Preprocessing, fill: RGBColor) -> any Augmentation {
        switch operation {
        case .crop:
            RandomResizedCrop(
                width: preprocessing.cropWidth, height: preprocessing.cropHeight, scale: arguments[0],
                filter: preprocessing.interpolation)
        case .padCrop: paddedCrop(for: preprocessing, fill: fill)
        case .flip: HorizontalFlip(probability: number(0))
        case .verticalFlip: VerticalFlip(probability: number(0))
        case .rotate: RandomRotation(degrees: number(0), fill: fill)
        case .translate: RandomTranslation(share: number(0), fill: fill)
        case .shear: RandomShear(degrees: number(0), fill: fill)
        case .scale: RandomScale(factor: arguments[0], fill: fill)
        case .perspective: RandomPerspective(distortion: number(0), fill: fill)
        case .jitter:
            ColorJitter(brightness: number(0), contrast: number(1), saturation: number(2), hue: number(3))
        case .brightness: ColorJitter(brightness: number(0))
        case .contrast: ColorJitter(contrast: number(0))
        case .saturation: ColorJitter(saturation: number(0))
        case .hue: ColorJitter(hue: number(0))
        case .grayscale: Grayscale(probability: number(0))
        case .posterize: Posterize(bitCount: wholeNumbers(0))
        case .solarize: Solarize(threshold: wholeNumbers(0))
        case .equalize: Equalize(probability: number(0))
        case .autocontrast: Autocontrast(probability: number(0))
        case .invert: Invert(probability: number(0))
        case .sharpness: Sharpness(strength: number(0))
        case .blur: GaussianBlur(standardDeviation: arguments[0])
        case .noise: GaussianNoise(standardDeviation: arguments[0])
        case .jpeg: JPEGArtefacts(quality: wholeNumbers(0))
        case .erase: RandomErasing(probability: number(0), area: arguments[1], fill: fill)
        case .trivial: TrivialAugmentWide(fill: fill)
        case .rand:
            RandAugment(operationCount: Int(number(0)), magnitude: Int(number(1)), fill: fill)
        case .oneOf: OneOf(choices.map { $0.augmentation(for: preprocessing, fill: fill) })
        // Batches are none of an image's business.
        case .mixup, .cutmix: ComposedAugmentation([])
        }
    }

    private func paddedCrop(for preprocessing: Preprocessing, fill: RGBColor) -> any Augmentation {
        let (width, height) = (preprocessing.cropWidth, preprocessing.cropHeight)
        let padding = Int((number(0) * Double(max(width, height))).rounded())
        return ComposedAugmentation([
            PlainPreparation(preprocessing),
            RandomCrop(width: width, height: height, padding: padding, fill: fill),
        ])
    }
}
