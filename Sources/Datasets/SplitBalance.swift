/// The rule for small classes: what a split needs to know of one class to give both its sides an image.
struct SplitBalance {
    /// A component that may be moved.
    struct Candidate {
        let component: Int
        let score: UInt64
        let name: ContentDigest

        // Equal scores, which no one will meet, are ordered by name, so that no hash table's order matters.
        static func < (left: Candidate, right: Candidate) -> Bool {
            (left.score, left.name) < (right.score, right.name)
        }
    }

    /// A component that has to go to another side.
    struct Correction {
        let component: Int
        let partition: Partition
    }

    private var trainingCount = 0
    private var validationCount = 0
    private var lowest: Candidate?
    private var highest: Candidate?

    /// Counts a component of the class on one side.
    mutating func count(_ partition: Partition) {
        switch partition {
        case .training: trainingCount += 1
        case .validation: validationCount += 1
        case .test: break
        }
    }

    /// Offers a component of this class alone that no earlier split records.
    mutating func offer(_ candidate: Candidate) {
        if lowest.map({ candidate < $0 }) ?? true { lowest = candidate }
        if highest.map({ $0 < candidate }) ?? true { highest = candidate }
    }

    /// The change that gives both sides of the class a component, where one lacks.
    ///
    /// Where all components are on one side, so are the candidates: the most extreme of them is the nearest to
    /// the other side.
    var correction: Correction? {
        if trainingCount == 0, let highest {
            return Correction(component: highest.component, partition: .training)
        }
        if validationCount == 0, trainingCount > 1, let lowest {
            return Correction(component: lowest.component, partition: .validation)
        }
        return nil
    }
}
