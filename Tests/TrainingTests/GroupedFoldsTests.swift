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
}
