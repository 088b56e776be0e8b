import Images
import ModelSupport
import Testing

@Suite struct PreviewTests {
    private static func sheet(_ workplace: Workplace, _ name: String = "sheet.png") throws -> Image {
        try Image.decode(try workplace.bytes(name))
    }

    @Test func `a sheet shows images of the folder and what it was told to make of them`() throws {
        let workplace = try Workplace(photos: 3)
        let result = try workplace.run(
            "preview", "photos", "--augment", "flip:0.5,rotate:15", "-o", "sheet.png", "--count", "4",
            "--variants", "2", "--size", "96")
        #expect(
            result.lines == [
                "Wrote sheet.png: 4 of 9 images with 2 variants each, 320×544 pixels.",
                "Drawn: flip:0.5,rotate:15",
                "Train with it: imgcls finetune photos --unfreeze all --augment flip:0.5,rotate:15",
            ])
        #expect(result.ending == .exit(0))
        let sheet = try Self.sheet(workplace)
        #expect(sheet.width == 320 && sheet.height == 544)
        #expect(try workplace.names == ["photos", "sheet.png", "tiny.safetensors"])
    }

    @Test func `the same seed draws the same sheet, another seed another one`() throws {
        let workplace = try Workplace(photos: 2)
        for (name, seed) in [("a.png", "1"), ("b.png", "1"), ("c.png", "2")] {
            let result = try workplace.run(
                "preview", "photos", "-o", name, "--count", "2", "--variants", "2", "--size", "32",
                "--seed", seed, "--quiet")
            #expect(result.output == "" && result.error == "")
        }
        #expect(try workplace.bytes("a.png") == workplace.bytes("b.png"))
        #expect(try workplace.bytes("a.png") != workplace.bytes("c.png"))
    }

    @Test func `images that cannot be read are named, and others take their place`() throws {
        let workplace = try Workplace(photos: 1)
        try workplace.write([1, 2, 3], to: "photos/bag/broken.png")
        try workplace.write([4, 5, 6], to: "photos/bag/worse.png")
        let result = try workplace.run(
            "preview", "photos", "-o", "sheet.png", "--count", "1", "--variants", "1", "--size", "32",
            "--augment", "oneof(blur|noise)@0.5,mixup", "--seed", "3")
        #expect(result.lines.first == "Wrote sheet.png: 1 of 5 images with 1 variants each, 216×108 pixels.")
        #expect(
            result.lines.dropFirst() == [
                "Drawn: oneof(blur:0.1-2|noise:0-10)@0.5,mixup:0.2",
                "mixup and cutmix work on batches and are not drawn.",
                "Train with it: imgcls finetune photos --unfreeze all --augment 'oneof(blur|noise)@0.5,mixup'",
            ])
        #expect(
            result.errorLines.allSatisfy { $0.hasPrefix("left out photos/bag/") || $0.hasPrefix("Drawing") })
        #expect(result.ending == .exit(0))
    }

    @Test func `a folder without a readable image is refused`() throws {
        let workplace = try Workplace()
        try workplace.folder.makeFolder("work/empty")
        try workplace.write([1, 2, 3], to: "broken/a.png")
        for (folder, complaint) in [("empty", "has no images"), ("broken", "has no readable image")] {
            let result = try workplace.run("preview", folder, "-o", "sheet.png", "--quiet")
            #expect(result.error == "imgcls: \(folder): \(complaint)\n")
            #expect(result.ending == .exit(65))
        }
        #expect(try workplace.names == ["broken", "empty"])
    }

    @Test func `an output that cannot be written is refused before the work`() throws {
        let workplace = try Workplace(photos: 1)
        let result = try workplace.run("preview", "photos", "-o", "gone/sheet.png")
        #expect(result.output == "")
        #expect(result.error == "imgcls: gone/sheet.png: the folder gone does not exist\n")
        #expect(result.ending == .exit(73))
    }
}
