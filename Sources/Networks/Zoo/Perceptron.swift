/// Networks without convolutions: one linear layer over the pixels, or hidden layers in front of it.
/// Source: Rosenblatt, "The perceptron", 1958; Rumelhart, Hinton & Williams, "Learning representations by
/// back-propagating errors", 1986.
public enum Perceptron {
    /// A linear layer over all pixels: multinomial logistic regression.
    public static func network(classCount: Int, input: InputShape) -> Network {
        Network(name: "perceptron", input: input) {
            Layer("flatten", .flatten)
            Layer("fc", .linear(Linear(features: classCount)))
        }
    }

    /// Hidden layers with an activation each, and a linear layer.
    ///
    /// - Parameters:
    ///   - hiddenFeatures: The width of each hidden layer.
    ///   - activation: The function behind each hidden layer.
    ///   - dropoutRate: What is dropped behind each hidden layer in training; nil for nothing.
    public static func multilayer(
        classCount: Int, input: InputShape, hiddenFeatures: [Int] = [256, 128],
        activation: Activation = .relu, dropoutRate: Double? = nil
    ) -> Network {
        Network(name: "mlp", input: input) {
            Layer("flatten", .flatten)
            for (index, features) in hiddenFeatures.enumerated() {
                LinearBlock(
                    "fc\(index + 1)", features: features, activation: activation, dropoutRate: dropoutRate)
            }
            Layer("fc\(hiddenFeatures.count + 1)", .linear(Linear(features: classCount)))
        }
    }
}
