import Tensors
import Testing
import Training

@Suite struct GroupedFoldsTests {
    @Test(arguments: [2, 3, 5, 10]) func `views of one image are never on both sides`(_ count: Int) throws {
        let set = try syntheticFeatures(imagesPerClass: [7, 12, 3], views: 4)
        let folds = GroupedFolds(set, count: count, seed: 9).folds
        #expect(folds.count == count)
        for fold in folds {
            let trained = Set(fold.trainingRows.map { set.images[$0] })
            let heldOut = Set(fold.heldOutRows.map { set.images[$0] })
            #expect(trained.isDisjoint(with: heldOut))
            #expect(trained.count + heldOut.count == set.imageCount)
            #expect(fold.trainingRows.count == 4 * trained.count)
        }
        // Every image is held out once, and only its plain view.
        #expect(folds.flatMap(\.heldOutRows).sorted() == set.plainRows)
    }

    @Test func `views need not be neighbours`() throws {
        let set = try LabelledFeatures(
            features: Tensor(shape: [6, 1], repeating: 0), labels: [0, 1, 0, 1, 0, 1],
            images: [8, 3, 5, 4, 8, 3], classCount: 2)
        #expect(set.rowsOfImage == [[0, 4], [1, 5], [2], [3]])
        for fold in GroupedFolds(set, count: 2, seed: 1).folds {
            #expect(fold.trainingRows.contains(0) == fold.trainingRows.contains(4))
            #expect(fold.heldOutRows.allSatisfy { $0 < 4 })
        }
    }

    @Test func `classes are spread evenly`() throws {
        let set = try syntheticFeatures(imagesPerClass: [11, 6, 8])
        let folds = GroupedFolds(set, count: 5, seed: 4).folds
        for (label, total) in [11, 6, 8].enumerated() {
            for fold in folds {
                let count = fold.heldOutRows.filter { set.labels[$0] == label }.count
                #expect(count == total / 5 || count == total / 5 + 1)
            }
        }
        #expect(folds.map(\.heldOutRows.count) == [5, 5, 5, 5, 5])
    }

    @Test func `a single image of a class is never held out`() throws {
        let set = try syntheticFeatures(imagesPerClass: [1, 4, 2], views: 2)
        let folds = GroupedFolds(set, count: 5, seed: 1).folds
        #expect(folds.count == 5)
        for fold in folds {
            #expect(Set(fold.trainingRows.map { set.labels[$0] }) == [0, 1, 2])
            #expect(fold.heldOutRows.allSatisfy { set.labels[$0] != 0 })
        }
    }

    @Test(arguments: [([2, 1], 2), ([2, 2, 1], 4), ([1, 1, 1], 0)])
    func `there are no more folds than images to hold out`(_ images: [Int], _ expected: Int) throws {
        let set = try syntheticFeatures(imagesPerClass: images)
        #expect(GroupedFolds(set, count: 5, seed: 1).folds.count == expected)
    }

    @Test func `the seed decides the division`() throws {
        let set = try syntheticFeatures(imagesPerClass: [10, 10])
        #expect(GroupedFolds(set, count: 5, seed: 1) == GroupedFolds(set, count: 5, seed: 1))
        #expect(GroupedFolds(set, count: 5, seed: 1) != GroupedFolds(set, count: 5, seed: 2))
    }

    @Test(arguments: [[7, 12, 3], [1, 5, 2, 40], [2, 2], [30, 1, 1, 9, 4]], [2, 3, 5])
    func `without groups images are dealt in a circle, class by class`(_ images: [Int], _ count: Int) throws {
        let plain = try syntheticFeatures(imagesPerClass: images, views: 2)
        let grouped = try LabelledFeatures(
            features: plain.features, labels: plain.labels, images: plain.images, groups: plain.images,
            classCount: plain.classCount)
        for seed in 0..<5 as Range<UInt64> {
            var heldOut = [[Int]](repeating: [], count: min(count, images.filter { $0 > 1 }.reduce(0, +)))
            var next = 0
            for (label, total) in images.enumerated() where total > 1 {
                var generator = SeededGenerator(seed: seed, path: UInt64(label))
                let rows = plain.plainRows.filter { plain.labels[$0] == label }
                for row in rows.shuffled(using: &generator) {
                    heldOut[next].append(row)
                    next = (next + 1) % heldOut.count
                }
            }
            let folds = GroupedFolds(plain, count: count, seed: seed).folds
            #expect(folds.map(\.heldOutRows) == heldOut.map { $0.sorted() })
            // Groups of one image change nothing.
            #expect(GroupedFolds(grouped, count: count, seed: seed).folds == folds)
        }
    }

    /// Images of random classes in random groups, so that many groups have several classes.
    static func randomGroups(seed: UInt64, isMixed: Bool) throws -> LabelledFeatures {
        var generator = SeededGenerator(seed: seed)
        let classCount = Int.random(in: 2...5, using: &generator)
        var (labels, images, groups): ([Int], [Int], [Int]) = ([], [], [])
        for group in 0..<Int.random(in: 1...25, using: &generator) {
            let label = Int.random(in: 0..<classCount, using: &generator)
            let size = Bool.random(using: &generator) ? 1 : Int.random(in: 1...6, using: &generator)
            for _ in 0..<size {
                let own = isMixed && Bool.random(using: &generator)
                let class_ = own ? Int.random(in: 0..<classCount, using: &generator) : label
                let viewCount = Int.random(in: 1...2, using: &generator)
                let image = (images.max() ?? 0) + 1
                for _ in 0..<viewCount {
                    labels.append(class_)
                    images.append(image)
                    groups.append(-group)
                }
            }
        }
        return try LabelledFeatures(
            features: Tensor(shape: [labels.count, 1], repeating: 0), labels: labels, images: images,
            groups: groups, classCount: classCount)
    }

    @Test(arguments: [false, true]) func `a group is on one side and no class is left without images`(
        _ isMixed: Bool
    ) throws {
        for seed in 0..<200 as Range<UInt64> {
            let set = try Self.randomGroups(seed: seed, isMixed: isMixed)
            let groups = try #require(set.groups)
            let folds = GroupedFolds(set, count: 4, seed: seed).folds
            for fold in folds {
                let heldOut = Set(fold.heldOutRows.map { groups[$0] })
                #expect(!heldOut.isEmpty)
                #expect(heldOut.isDisjoint(with: fold.trainingRows.map { groups[$0] }))
                #expect(Set(fold.trainingRows.map { set.labels[$0] }) == Set(set.labels))
                let trained = Set(fold.trainingRows.map { set.images[$0] })
                #expect(trained.count + fold.heldOutRows.count == set.imageCount)
            }
            let rows = folds.flatMap(\.heldOutRows)
            #expect(Set(rows).count == rows.count)
            guard !isMixed, !folds.isEmpty else { continue }
            // Only the sole group of a class is never held out.
            let groupsOfClass = Dictionary(grouping: groups.indices) { set.labels[$0] }
                .mapValues { Set($0.map { groups[$0] }).count }
            #expect(rows.sorted() == set.plainRows.filter { groupsOfClass[set.labels[$0], default: 0] > 1 })
        }
    }

    @Test func `classes are as even as their largest group allows`() throws {
        for seed in 0..<100 as Range<UInt64> {
            let set = try Self.randomGroups(seed: seed, isMixed: false)
            let groups = try #require(set.groups)
            let folds = GroupedFolds(set, count: 3, seed: seed).folds
            for label in 0..<set.classCount where !folds.isEmpty {
                let members = set.plainRows.filter { set.labels[$0] == label }
                let sizes = Dictionary(grouping: members) { groups[$0] }.values.map(\.count)
                let counts = folds.map { fold in fold.heldOutRows.count { set.labels[$0] == label } }
                let spread = (counts.max() ?? 0) - (counts.min() ?? 0)
                #expect(spread <= sizes.max() ?? 0)
            }
        }
    }

    @Test func `single images fill up what large groups leave uneven`() throws {
        // A group of 6 and 14 single images of class 0, 20 single images of class 1.
        let labels = Array(repeating: 0, count: 20) + Array(repeating: 1, count: 20)
        let set = try LabelledFeatures(
            features: Tensor(shape: [40, 1], repeating: 0), labels: labels,
            groups: (0..<40).map { max(5, $0) }, classCount: 2)
        let folds = GroupedFolds(set, count: 4, seed: 2).folds
        let counts = folds.map { fold in fold.heldOutRows.count { set.labels[$0] == 0 } }
        #expect(counts.sorted() == [4, 5, 5, 6])
        #expect(folds.map(\.heldOutRows.count).sorted() == [9, 10, 10, 11])
    }

    @Test func `a group that holds all images of a class is never held out`() throws {
        let set = try LabelledFeatures(
            features: Tensor(shape: [6, 1], repeating: 0), labels: [0, 0, 1, 1, 1, 1],
            groups: [1, 1, 1, 2, 3, 4], classCount: 2)
        let folds = GroupedFolds(set, count: 5, seed: 1).folds
        #expect(folds.map(\.heldOutRows).joined().sorted() == [3, 4, 5])
        #expect(folds.allSatisfy { Set($0.trainingRows).isSuperset(of: [0, 1, 2]) })
    }

    @Test func `a group that no fold can take is never held out`() throws {
        // The largest groups fill a fold with class 0 and another with class 1; the last one has both
        // classes.
        let set = try LabelledFeatures(
            features: Tensor(shape: [9, 1], repeating: 0), labels: [0, 0, 0, 0, 1, 1, 1, 0, 1],
            groups: [1, 1, 1, 1, 2, 2, 2, 3, 3], classCount: 2)
        let folds = GroupedFolds(set, count: 2, seed: 1).folds
        #expect(folds.map(\.heldOutRows) == [[0, 1, 2, 3], [4, 5, 6]])
    }
}
