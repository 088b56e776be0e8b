/// The loops over elements behind `UpdateRule`.
///
/// Each is kept free of anything but arithmetic, which lets the compiler turn it into vector code. Callers
/// have checked that all spans have the same length; the loops repeat it in one place, since that is what
/// removes the bounds checks.
enum UpdateKernels {
    /// The square root of a number that is not negative.
    ///
    /// Taking the magnitude first changes nothing, but shows the compiler that there is no error to report;
    /// without it the loop calls a function for each element and takes four times as long.
    private static func root(_ square: Float) -> Float { square.magnitude.squareRoot() }

    /// Gradient descent.
    static func descend(
        _ parameter: inout MutableSpan<Float>, _ gradient: Span<Float>, _ constants: UpdateConstants
    ) {
        let count = parameter.count
        precondition(gradient.count == count)
        for index in 0..<count {
            let value = parameter[index]
            let slope = gradient[index] * constants.gradientFactor + constants.decay * value
            parameter[index] = value - constants.rate * slope
        }
    }

    /// Gradient descent with a velocity.
    static func momentum(
        _ parameter: inout MutableSpan<Float>, _ gradient: Span<Float>, _ velocity: inout MutableSpan<Float>,
        _ constants: UpdateConstants, momentum: Float
    ) {
        let count = parameter.count
        precondition(gradient.count == count && velocity.count == count)
        for index in 0..<count {
            let value = parameter[index]
            let slope = gradient[index] * constants.gradientFactor + constants.decay * value
            let speed = momentum * velocity[index] + slope
            velocity[index] = speed
            parameter[index] = value - constants.rate * speed
        }
    }

    /// Gradient descent with a velocity that looks ahead.
    static func nesterov(
        _ parameter: inout MutableSpan<Float>, _ gradient: Span<Float>, _ velocity: inout MutableSpan<Float>,
        _ constants: UpdateConstants, momentum: Float
    ) {
        let count = parameter.count
        precondition(gradient.count == count && velocity.count == count)
        for index in 0..<count {
            let value = parameter[index]
            let slope = gradient[index] * constants.gradientFactor + constants.decay * value
            let speed = momentum * velocity[index] + slope
            velocity[index] = speed
            parameter[index] = value - constants.rate * (slope + momentum * speed)
        }
    }

    /// The numbers of RMSprop.
    struct RMSpropConstants {
        let smoothing: Float
        let gain: Float
        let momentum: Float
        let epsilon: Float
    }

    /// RMSprop without momentum.
    static func rmsprop(
        _ parameter: inout MutableSpan<Float>, _ gradient: Span<Float>, _ squares: inout MutableSpan<Float>,
        _ constants: UpdateConstants, _ averaging: RMSpropConstants
    ) {
        let count = parameter.count
        precondition(gradient.count == count && squares.count == count)
        for index in 0..<count {
            let value = parameter[index]
            let slope = gradient[index] * constants.gradientFactor + constants.decay * value
            let square = averaging.smoothing * squares[index] + averaging.gain * slope * slope
            squares[index] = square
            parameter[index] = value - constants.rate * slope / (root(square) + averaging.epsilon)
        }
    }

    /// RMSprop with momentum.
    static func rmsprop(
        _ parameter: inout MutableSpan<Float>, _ gradient: Span<Float>, _ squares: inout MutableSpan<Float>,
        _ velocity: inout MutableSpan<Float>, _ constants: UpdateConstants, _ averaging: RMSpropConstants
    ) {
        let count = parameter.count
        precondition(gradient.count == count && squares.count == count && velocity.count == count)
        for index in 0..<count {
            let value = parameter[index]
            let slope = gradient[index] * constants.gradientFactor + constants.decay * value
            let square = averaging.smoothing * squares[index] + averaging.gain * slope * slope
            squares[index] = square
            let speed =
                averaging.momentum * velocity[index] + slope / (root(square) + averaging.epsilon)
            velocity[index] = speed
            parameter[index] = value - constants.rate * speed
        }
    }

    /// Adam and AdamW.
    static func adam(
        _ parameter: inout MutableSpan<Float>, _ gradient: Span<Float>, _ first: inout MutableSpan<Float>,
        _ second: inout MutableSpan<Float>, _ constants: AdamConstants
    ) {
        let count = parameter.count
        precondition(gradient.count == count && first.count == count && second.count == count)
        for index in 0..<count {
            let value = parameter[index]
            let slope = gradient[index] * constants.gradientFactor + constants.coupledDecay * value
            let mean = first[index] + (slope - first[index]) * constants.firstGain
            let square = constants.secondKept * second[index] + constants.secondGain * slope * slope
            first[index] = mean
            second[index] = square
            let size = root(square) * constants.rootScale + constants.epsilon
            parameter[index] = constants.shrinkage * value - constants.stepSize * mean / size
        }
    }
}
