import Networks
import Testing

@Suite struct ActivationTests {
    /// Values and derivatives at a few points, from PyTorch's functions in 64-bit floats.
    struct Point: Sendable, CustomTestStringConvertible {
        let activation: Activation
        let x: Double
        let value: Double
        let derivative: Double

        init(_ activation: Activation, at x: Double, _ value: Double, _ derivative: Double) {
            self.activation = activation
            self.x = x
            self.value = value
            self.derivative = derivative
        }

        var testDescription: String { "\(activation) at \(x)" }
    }

    static let points = [
        Point(.relu, at: -7.0, 0.0, 0.0),
        Point(.relu, at: -1.25, 0.0, 0.0),
        Point(.relu, at: 0.75, 0.75, 1.0),
        Point(.relu, at: 4.5, 4.5, 1.0),
        Point(.relu, at: 0.0, 0.0, 0.0),
        Point(.relu, at: 6.0, 6.0, 1.0),
        Point(.relu6, at: -7.0, 0.0, 0.0),
        Point(.relu6, at: -1.25, 0.0, 0.0),
        Point(.relu6, at: 0.75, 0.75, 1.0),
        Point(.relu6, at: 4.5, 4.5, 1.0),
        Point(.relu6, at: 0.0, 0.0, 0.0),
        Point(.relu6, at: 6.0, 6.0, 0.0),
        Point(.leakyRelu, at: -7.0, -0.07, 0.01),
        Point(.leakyRelu, at: -1.25, -0.0125, 0.01),
        Point(.leakyRelu, at: 0.75, 0.75, 1.0),
        Point(.leakyRelu, at: 4.5, 4.5, 1.0),
        Point(.leakyRelu, at: 0.0, 0.0, 0.01),
        Point(.sigmoid, at: -7.0, 0.0009110511944006454, 0.0009102211801218265),
        Point(.sigmoid, at: -1.25, 0.22270013882530884, 0.173104786992497),
        Point(.sigmoid, at: 0.75, 0.679178699175393, 0.21789499376181404),
        Point(.sigmoid, at: 4.5, 0.9890130573694068, 0.010866229722225243),
        Point(.tanh, at: -7.0, -0.9999983369439447, 3.3261093448688367e-06),
        Point(.tanh, at: -1.25, -0.8482836399575129, 0.28041486618043265),
        Point(.tanh, at: 0.75, 0.6351489523872873, 0.5965858082813315),
        Point(.tanh, at: 4.5, 0.9997532108480275, 0.000493517399059499),
        Point(.silu, at: -7.0, -0.006377358360804518, -0.005460497066452141),
        Point(.silu, at: -1.25, -0.27837517353163604, 0.00631915508468757),
        Point(.silu, at: 0.75, 0.5093840243815447, 0.8425999444967536),
        Point(.silu, at: 4.5, 4.450558758162331, 1.0379110911194203),
        Point(.hardSwish, at: -7.0, -0.0, 0.0),
        Point(.hardSwish, at: -1.25, -0.3645833333333333, 0.08333333333333331),
        Point(.hardSwish, at: 0.75, 0.46875, 0.75),
        Point(.hardSwish, at: 4.5, 4.5, 1.0),
        Point(.gelu, at: -7.0, -8.958667141456544e-12, -6.266323326691551e-11),
        Point(.gelu, at: -1.25, -0.13206221708356905, -0.12266158306942215),
        Point(.gelu, at: 0.75, 0.5800294857173489, 0.9992257217392352),
        Point(.gelu, at: 4.5, 4.4999847104709385, 1.0000685291618563),
    ]

    @Test(arguments: points) func `a function and its derivative are PyTorch's`(point: Point) {
        #expect((point.activation(point.x) - point.value).magnitude <= 1e-14)
        #expect((point.activation.derivative(at: point.x) - point.derivative).magnitude <= 1e-14)
        #expect((point.activation(Float(point.x)) - Float(point.value)).magnitude <= 1e-6)
        #expect(
            (point.activation.derivative(at: Float(point.x)) - Float(point.derivative)).magnitude <= 1e-6)
    }

    @Test(arguments: Activation.allCases) func `a derivative is the slope`(activation: Activation) {
        // Between the kinks at -3, 0, 3 and 6.
        for x in stride(from: -9.95, to: 10, by: 0.1) {
            let slope = (activation(x + 1e-6) - activation(x - 1e-6)) / 2e-6
            #expect((activation.derivative(at: x) - slope).magnitude <= 1e-8, "at \(x)")
        }
    }

    @Test(arguments: Activation.allCases) func `far from zero nothing overflows`(activation: Activation) {
        for x in [-1e4, 1e4] {
            #expect(activation(x).isFinite && activation.derivative(at: x).isFinite)
            #expect(activation(Float(x)).isFinite && activation.derivative(at: Float(x)).isFinite)
        }
    }
}
