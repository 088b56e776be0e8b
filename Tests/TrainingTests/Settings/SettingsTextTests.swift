import FoundationEssentials
import Tensors
import Testing
import Training

@Suite struct SettingsTextTests {
    static let optimizers = [
        "sgd": "sgd:lr=0.01,decay=0",
        "momentum:momentum=0.5,lr=1": "momentum:lr=1,decay=0,momentum=0.5",
        "nesterov": "nesterov:lr=0.01,decay=0,momentum=0.9",
        "rmsprop": "rmsprop:lr=0.001,decay=0,alpha=0.99,momentum=0,epsilon=1e-08",
        "adam:lr=3e-4": "adam:lr=0.0003,decay=0,beta1=0.9,beta2=0.999,epsilon=1e-08",
        "adamw:lr=0.001,decay=0.05": "adamw:lr=0.001,decay=0.05,beta1=0.9,beta2=0.999,epsilon=1e-08",
        "adamw": "adamw:lr=0.001,decay=0.01,beta1=0.9,beta2=0.999,epsilon=1e-08",
    ]

    @Test(arguments: optimizers) func `an optimizer's text form is read and written`(
        _ text: String, _ canonical: String
    ) throws {
        let settings = try OptimizerSettings(parsing: text)
        #expect(settings.description == canonical)
        #expect(try OptimizerSettings(parsing: canonical) == settings)
        let data = try JSONEncoder().encode([settings])
        #expect(try JSONDecoder().decode([OptimizerSettings].self, from: data) == [settings])
    }

    static let schedules = [
        "constant": "constant",
        "step": "step:every=30%,factor=0.1",
        "step:every=3epochs,factor=0.5": "step:every=3epochs,factor=0.5",
        "step:every=100": "step:every=100,factor=0.1",
        "step:every=1e1epochs": "step:every=10epochs,factor=0.1",
        "cosine": "cosine:final=0",
        "onecycle:peak=1epoch": "onecycle:peak=1epochs,start=25,final=10000",
        "plateau:patience=3":
            "plateau:factor=0.1,patience=3,threshold=0.0001,cooldown=0,floor=0",
        "warmup": "warmup:length=5%,start=0.01/constant",
        "warmup:length=7%,start=0/cosine:final=0.01": "warmup:length=7%,start=0/cosine:final=0.01",
        "warmup/warmup/step":
            "warmup:length=5%,start=0.01/warmup:length=5%,start=0.01/step:every=30%,factor=0.1",
    ]

    @Test(arguments: schedules) func `a schedule's text form is read and written`(
        _ text: String, _ canonical: String
    ) throws {
        let schedule = try LearningRateSchedule(parsing: text)
        #expect(schedule.description == canonical)
        #expect(try LearningRateSchedule(parsing: canonical) == schedule)
        let data = try JSONEncoder().encode([schedule])
        #expect(try JSONDecoder().decode([LearningRateSchedule].self, from: data) == [schedule])
    }

    struct Refusal: Sendable, CustomStringConvertible {
        let text: String
        let error: SettingsError
        var description: String { text }
    }

    static let badOptimizers = [
        Refusal(
            text: "adan",
            error: .unknownName("adan", of: "optimizer", known: OptimizerSettings.names)),
        Refusal(text: "", error: .unknownName("", of: "optimizer", known: OptimizerSettings.names)),
        Refusal(text: "SGD:", error: .notASetting("", of: "SGD")),
        Refusal(text: "sgd:lr", error: .notASetting("lr", of: "sgd")),
        Refusal(text: "sgd:lr=", error: .notASetting("lr=", of: "sgd")),
        Refusal(text: "sgd:lr=0.1,", error: .notASetting("", of: "sgd")),
        Refusal(text: "sgd:lr=0.1,lr=0.2", error: .repeatedKey("lr", of: "sgd")),
        Refusal(text: "sgd:lr=fast", error: .notAValue("fast", key: "lr", expected: "a number")),
        Refusal(
            text: "sgd:momentum=0.9", error: .unknownKey("momentum", of: "sgd", known: ["lr", "decay"])),
        Refusal(
            text: "sgd:lr=0", error: .outOfRange(key: "lr", value: 0, allowed: "greater than 0")),
        Refusal(
            text: "sgd:lr=inf", error: .outOfRange(key: "lr", value: .infinity, allowed: "greater than 0")),
        Refusal(
            text: "adamw:decay=-1", error: .outOfRange(key: "decay", value: -1, allowed: "at least 0")),
        Refusal(
            text: "momentum:momentum=1",
            error: .outOfRange(key: "momentum", value: 1, allowed: "at least 0 and less than 1")),
    ]

    @Test(arguments: badOptimizers) func `an optimizer that makes no sense is refused`(_ refusal: Refusal) {
        #expect(throws: refusal.error) { try OptimizerSettings(parsing: refusal.text) }
    }

    static let badSchedules = [
        Refusal(
            text: "cos", error: .unknownName("cos", of: "schedule", known: LearningRateSchedule.names)),
        Refusal(
            text: "constant:final=1", error: .unknownKey("final", of: "constant", known: [])),
        Refusal(text: "cosine/step", error: .notASetting("/step", of: "cosine")),
        Refusal(
            text: "warmup/", error: .unknownName("", of: "schedule", known: LearningRateSchedule.names)),
        Refusal(
            text: "step:every=2.5",
            error: .notAValue("2.5", key: "every", expected: "a length such as 100, 3epochs or 5%")),
        Refusal(
            text: "step:every=120%", error: .outOfRange(key: "every", value: 120, allowed: "from 0 to 100")),
        Refusal(
            text: "step:every=-3", error: .outOfRange(key: "every", value: -3, allowed: "at least 0")),
        Refusal(
            text: "step:every=e9epochs",
            error: .notAValue("e9epochs", key: "every", expected: "a length such as 100, 3epochs or 5%")),
        Refusal(
            text: "plateau:patience=0.5",
            error: .notAValue("0.5", key: "patience", expected: "a whole number")),
        Refusal(
            text: "plateau:patience=-1",
            error: .outOfRange(key: "patience", value: -1, allowed: "at least 0")),
        Refusal(
            text: "onecycle:start=0.5", error: .outOfRange(key: "start", value: 0.5, allowed: "at least 1")),
    ]

    @Test(arguments: badSchedules) func `a schedule that makes no sense is refused`(_ refusal: Refusal) {
        #expect(throws: refusal.error) { try LearningRateSchedule(parsing: refusal.text) }
    }

    @Test func `any text is refused or read back as it was understood`() throws {
        var generator = SeededGenerator(seed: 6)
        let pieces = (Array(Self.optimizers.keys) + Array(Self.schedules.keys)).sorted()
        let alphabet = Array("0123456789eE.,:=/%+-xé infnaepochs")
        let run = RunLength(stepCount: 9, stepsPerEpoch: 3)
        var understood = 0
        for _ in 0..<3000 {
            var characters = Array(pieces.randomElement(using: &generator) ?? "")
            for _ in 0..<Int.random(in: 1...2, using: &generator) {
                let place = Int.random(in: 0...characters.count, using: &generator)
                let piece = alphabet.randomElement(using: &generator) ?? "0"
                if place < characters.count, Bool.random(using: &generator) {
                    characters[place] = piece
                } else {
                    characters.insert(piece, at: place)
                }
            }
            let text = String(characters)
            if let settings = try? OptimizerSettings(parsing: text) {
                #expect(try OptimizerSettings(parsing: settings.description) == settings)
                understood += 1
            }
            if let schedule = try? LearningRateSchedule(parsing: text) {
                #expect(try LearningRateSchedule(parsing: schedule.description) == schedule)
                let factor = schedule.factor(step: 3, of: run)
                #expect(factor.isFinite && factor >= 0)
                understood += 1
            }
        }
        #expect(understood > 50)
    }

    @Test func `an error says what may be written`() {
        #expect(
            SettingsError.unknownName("adan", of: "optimizer", known: ["sgd", "adam"]).description
                == "there is no optimizer \"adan\"; known are sgd, adam")
        #expect(
            SettingsError.unknownKey("mu", of: "sgd", known: ["lr", "decay"]).description
                == "sgd has no setting \"mu\"; it has lr, decay")
        #expect(
            SettingsError.outOfRange(key: "lr", value: 0, allowed: "greater than 0").description
                == "lr is 0, but has to be greater than 0")
    }

    @Test func `a coded text that makes no sense is refused`() {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([OptimizerSettings].self, from: Data(#"["sgd:lr=0"]"#.utf8))
        }
    }
}
