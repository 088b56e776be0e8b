import ModelSupport
import Testing

@Suite struct BadFolderTests {
    /// A folder that nothing can be trained on: its files, and all of standard error.
    struct BadFolder: Sendable, CustomTestStringConvertible {
        let name: String
        let files: [String]
        var folders: [String] = []
        let complaint: String

        var testDescription: String { name }
    }

    static let badFolders = [
        BadFolder(
            name: "one class", files: ["cat/1.png", "cat/2.png"],
            complaint: "found only one class (cat), at least 2 are needed"),
        BadFolder(
            name: "an empty class", files: ["cat/1.png"], folders: ["dog"],
            complaint: "the class dog has no images in dog (0 ignored and 0 unusable entries)"),
        BadFolder(
            name: "images directly inside", files: ["1.png", "2.png"],
            complaint: "photos has no class folders (2 files directly inside): put the images of each class "
                + "into a folder of its own, such as photos/cat/1.jpg and photos/dog/1.jpg"),
        BadFolder(
            name: "nothing", files: [],
            complaint: "photos has no class folders (0 files directly inside): put the images of each class "
                + "into a folder of its own, such as photos/cat/1.jpg and photos/dog/1.jpg"),
        BadFolder(
            name: "a class that training lacks",
            files: ["train/cat/1.png", "train/dog/1.png", "val/cow/1.png"],
            complaint: "the class cow has validation images and no training images"),
        BadFolder(
            name: "no training part", files: ["val/cat/1.png", "test/cat/1.png"],
            complaint: "there is no train folder beside test, val"),
    ]

    @Test(arguments: badFolders) func `a folder that is no data set is told in one sentence`(
        _ bad: BadFolder
    ) throws {
        let workplace = try Workplace()
        try workplace.folder.makeFolder("work/photos")
        for file in bad.files { try workplace.write([1], to: "photos/\(file)") }
        for folder in bad.folders { try workplace.folder.makeFolder("work/photos/\(folder)") }
        let result = try workplace.run("finetune", "photos")
        #expect(result.output == "")
        #expect(result.error.hasPrefix("imgcls: ") && result.error.hasSuffix("\(bad.complaint)\n"))
        #expect(result.ending == .exit(65))
        #expect(try workplace.names == ["photos"])
    }

    @Test func `validation images of an unknown class are refused`() throws {
        let workplace = try Workplace(photos: 2)
        try workplace.folder.addPhotos(to: "work/other", classes: ["coat"], count: 2)
        let result = try workplace.run("finetune", "photos", "--validation", "other")
        #expect(result.error.hasSuffix("the class coat has validation images and no training images\n"))
        #expect(result.ending == .exit(65))
    }

    @Test func `too many unreadable images stop the run, with the first one's path`() throws {
        let workplace = try Workplace(photos: 4)
        for name in ["a", "b"] { try workplace.write(Array("text".utf8), to: "photos/bag/\(name).png") }
        let result = try workplace.run("finetune", "photos", "--backbone", "tiny.safetensors", "--quiet")
        #expect(result.output == "")
        #expect(
            result.error
                == "imgcls: photos: 2 of 14 images cannot be read, more than 10 %; the first is "
                + "\(workplace.path("photos/bag/a.png")): is not an image in a known format: it begins with the "
                + "bytes 74 65 78 74\n")
        #expect(result.ending == .exit(65))
        #expect(try workplace.names == ["photos", "tiny.safetensors"])
    }

    @Test func `a class without a readable image is named`() throws {
        let workplace = try Workplace(photos: 6)
        try workplace.write(Array("text".utf8), to: "photos/coat/1.png")
        let result = try workplace.run("finetune", "photos", "--backbone", "tiny.safetensors", "--quiet")
        #expect(
            result.error.hasSuffix("the class \"coat\" has no readable training image that is not held out\n")
        )
        #expect(result.ending == .exit(65))
        #expect(try workplace.names == ["photos", "tiny.safetensors"])
    }

    @Test func `a file whose name is no UTF-8 is named with its bytes and left out`() throws {
        let workplace = try Workplace(photos: 4)
        let picture = try workplace.bytes("photos/bag/0.png")
        try workplace.folder.write(picture, toName: Array("work/photos/bag/caf".utf8) + [0xE9, 0x2E, 0x70])
        let result = try workplace.run("finetune", "photos", "--backbone", "tiny.safetensors", "--json", "-")
        #expect(
            result.errorLines.first
                == #"left out photos/bag/caf\xE9.p: the name is not valid UTF-8; rename it to use it"#)
        #expect(result.ending == .exit(0))
        #expect(try result.record().images.total == 12)
    }
}
