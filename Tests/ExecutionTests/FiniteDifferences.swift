import Execution
import Networks
import Tensors
import TestSupport
import Testing

/// Compares back-propagation with differences of a loss, `Σ gᵢ · outputᵢ` with fixed gᵢ, in double precision.
struct FiniteDifferences {
    private let network: Network
    private let frozen: Set<String>
    private let dropoutSeed: UInt64
    private let parameters: [String: Tensor<Double>]
    private let input: Tensor<Double>
    private let gradients: [String: Tensor<Double>]

    /// Computes the gradients of a network with the parameters and images of `Formula`.
    init(
        _ network: Network, images: Int, frozen: Set<String> = [], dropoutSeed: UInt64 = 5
    ) throws {
        self.network = network
        self.frozen = frozen
        self.dropoutSeed = dropoutSeed
        parameters = try Formula.trainingParameters(for: network).mapValues { $0.converted(to: Double.self) }
        input = Formula.distinctImages(images, network.input)
        let training = try ReferenceGradients(network, parameters: parameters, frozen: frozen)
        let pass = training.forward(input, dropoutSeed: dropoutSeed)
        let outputGradient = Formula.outputGradient(training.output(of: pass).shape)
        let found = training.backward(pass, outputGradient: outputGradient)
        gradients = found.parameters.merging([Network.inputName: found.input]) { first, _ in first }
    }

    /// The loss after every named tensor has moved along its direction.
    private func loss(movedBy directions: [String: [Double]], times step: Double) throws -> Double {
        var parameters = parameters
        var input = input
        for (name, direction) in directions {
            let start = name == Network.inputName ? input : try #require(parameters[name])
            let moved = Tensor(
                shape: start.shape, values: zip(start.values, direction).map { $0 + step * $1 })
            if name == Network.inputName { input = moved } else { parameters[name] = moved }
        }
        let training = try ReferenceGradients(network, parameters: parameters, frozen: frozen)
        let output = training.output(of: training.forward(input, dropoutSeed: dropoutSeed))
        let weights = Formula.outputGradient(output.shape).values
        return zip(output.values, weights).reduce(0) { $0 + $1.0 * $1.1 }
    }

    private func slope(along directions: [String: [Double]], step: Double) throws -> Double {
        let ahead = try loss(movedBy: directions, times: step)
        let behind = try loss(movedBy: directions, times: -step)
        return (ahead - behind) / (2 * step)
    }

    /// Every learned parameter that the output depends on has a gradient of its shape.
    func expectComplete(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let learned = try network.prefix(through: network.output).parameterDescriptions()
            .filter { [.weight, .bias].contains($0.role) }
        #expect(gradients.count == learned.count + 1, sourceLocation: sourceLocation)
        for description in learned {
            #expect(gradients[description.name]?.shape == description.shape, sourceLocation: sourceLocation)
        }
        #expect(gradients[Network.inputName]?.shape == input.shape, sourceLocation: sourceLocation)
    }

    /// A few elements of every gradient, one by one.
    func expectElements(_ count: Int, sourceLocation: SourceLocation = #_sourceLocation) throws {
        try expectComplete(sourceLocation: sourceLocation)
        var largest = 0.0
        for (name, gradient) in gradients {
            let size = gradient.shape.elementCount
            for sample in 0..<min(count, size) {
                let index = sample * size / min(count, size)
                var direction = [Double](repeating: 0, count: size)
                direction[index] = 1
                let expected = try slope(along: [name: direction], step: 1e-6)
                largest = max(largest, expected.magnitude)
                #expect(
                    (gradient[index] - expected).magnitude <= 1e-3 * expected.magnitude + 1e-7,
                    "\(name)[\(index)] is \(gradient[index]), not \(expected)", sourceLocation: sourceLocation
                )
            }
        }
        #expect(largest > 1e-3, "vanishing gradients prove nothing", sourceLocation: sourceLocation)
    }

    /// All elements of all gradients, several tensors at a time.
    ///
    /// Each tensor moves by random signs, those with large gradients less than the others, so that each
    /// changes the loss about as much and a wrong gradient shows in the sum. The step is small, because among
    /// a million values some are always close to a kink.
    func expectDirections(
        tensorsAtATime: Int, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try expectComplete(sourceLocation: sourceLocation)
        var generator = SeededGenerator(seed: 17)
        let norms = gradients.mapValues { $0.values.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        let smallest = (norms.values.max() ?? 1) * 0.05
        let names = gradients.keys.sorted()
        for first in stride(from: 0, to: names.count, by: tensorsAtATime) {
            let group = names[first..<min(first + tensorsAtATime, names.count)]
            var directions: [String: [Double]] = [:]
            var expected = 0.0
            for name in group {
                let values = gradients[name]?.values ?? []
                let size = smallest / max(norms[name] ?? 0, smallest)
                let direction = values.map { _ in generator.next() >> 63 == 0 ? size : -size }
                directions[name] = direction
                expected += zip(values, direction).reduce(0) { $0 + $1.0 * $1.1 }
            }
            let slope = try slope(along: directions, step: 1e-8)
            #expect(
                (slope - expected).magnitude <= 1e-3 * max(expected.magnitude, smallest),
                "\(slope) instead of \(expected) along \(group)", sourceLocation: sourceLocation)
        }
    }
}
