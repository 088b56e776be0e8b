internal import Networks
internal import Tensors

/// Weights in 16-bit floats: half the file, and for classification the same answers.
enum HalfPrecision {
    /// Whether 16-bit floats hold every element as it is.
    static func isExact(_ tensor: Tensor<Float>) -> Bool {
        let values = tensor.values.span
        for index in values.indices {
            let bits = values[index].bitPattern
            let exponent = bits >> 23 & 0xFF
            // Ten bits of fraction and an exponent from -14 to 15; the rest (zeros, subnormals) is converted.
            let isNormal = bits & 0x1FFF == 0 && exponent >= 113 && exponent <= 142
            if !isNormal, Float(Float16(values[index])).bitPattern != bits { return false }
        }
        return true
    }

    /// Every element rounded to the nearest 16-bit float; the tensor as it is where one would become infinite.
    static func rounded(_ tensor: Tensor<Float>) -> Tensor<Float> {
        let rounded = tensor.values.map { Float(Float16($0)) }
        let overflows = zip(rounded, tensor.values).contains { $0.isInfinite && $1.isFinite }
        return overflows ? tensor : Tensor(shape: tensor.shape, values: rounded)
    }
}

extension Model {
    /// The model with its weights rounded to 16-bit floats, which its file then stores.
    ///
    /// Statistics and shifts of batch normalisation are rounded too; `pretrained/README.md` says how far the
    /// logits of EfficientNet-Lite0 move by all of it.
    public func roundedToHalfPrecision() -> Model {
        var model = self
        model.parameters = parameters.mapValues { HalfPrecision.rounded($0) }
        model.golden = []
        return model
    }
}
