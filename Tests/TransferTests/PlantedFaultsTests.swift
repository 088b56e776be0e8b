import Datasets
import ModelSupport
import Models
import Testing
import Transfer

#if !DEBUG
@Suite(.enabled(if: PlantedFaults.hasPhotos, "../shared/data is absent"))
struct PlantedFaultsTests {
    @Test(arguments: [1, 2] as [UInt64])
    func `planted copies, near duplicates and swapped labels are found`(_ seed: UInt64) async throws {
        let folder = try ScratchFolder()
        var planted = try PlantedFaults(in: folder, from: PlantedFaults.photos, seed: seed)
        try planted.plantCopies(20)
        try planted.plantNearDuplicates(20)
        try planted.swapLabels(30)
        let before = try folder.fingerprint(of: "data")

        let backbone = try Model(contentsOfFile: "\(Committed.pretrained)/efficientnet-lite0.safetensors")
        let check = try DatasetCheck(
            backbone: backbone, cache: nil, options: DatasetCheck.Options(workerCount: 2))
        let report = try await check.run(on: try ImageFolder.survey(folder.path("data")))

        let leaks = (report.finding(.leak)?.items ?? []).map { Set($0.paths) }
        let missedCopies = planted.copies.filter { pair in
            !leaks.contains { $0.isSuperset(of: [pair.original, pair.copy]) }
        }
        #expect(missedCopies == [])

        let nearLeaks = (report.finding(.nearLeak)?.items ?? []).map { Set($0.paths) }
        let missedNear = planted.nearDuplicates.filter { pair in
            !nearLeaks.contains([pair.original, pair.copy])
        }
        #expect(missedNear.count <= 2, "\(missedNear)")

        let suspected = report.findings.first {
            $0.kind == .likelyMislabelled && $0.items.allSatisfy { $0.paths[0].hasPrefix("train/") }
        }
        let first = (suspected?.items ?? []).prefix(60)
        let found = first.count { planted.swapped[$0.paths[0]] != nil }
        let righted = first.count { planted.swapped[$0.paths[0]] == $0.suggestedLabel }
        #expect(found >= 20, "\(found) of 30 in the first 60 suggestions")
        #expect(righted >= 15, "\(righted) of them with the right label")

        #expect(try folder.fingerprint(of: "data") == before)
    }
}
#endif
