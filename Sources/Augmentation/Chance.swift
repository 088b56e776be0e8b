extension RandomNumberGenerator {
    /// Whether something happens that has the given probability. Draws once, whatever the probability.
    mutating func happens(withProbability probability: Double) -> Bool {
        Double.random(in: 0..<1, using: &self) < probability
    }

    /// A number that is uniform between `-size` and `size`. Draws once.
    mutating func number(upTo size: Double) -> Double {
        Double.random(in: -size...size, using: &self)
    }

    /// `size` or `-size`, each half of the time. Draws once.
    mutating func signed(_ size: Double) -> Double {
        happens(withProbability: 0.5) ? size : -size
    }
}

/// Stops at a probability that is none.
func checkProbability(_ probability: Double) {
    precondition((0...1).contains(probability), "probability \(probability) is outside 0 ... 1")
}
