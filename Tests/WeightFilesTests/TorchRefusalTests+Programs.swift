import FoundationEssentials
import WeightFiles

extension TorchRefusalTests {
    /// Pickles that ask for more than data.
    static let programs: [Refusal] = [
        Refusal(
            "a command for the shell", P.reduce(P.global("posix", "system"), P.tuple(P.text("id"))),
            .forbiddenGlobal(module: "posix", name: "system", offset: start),
            "pickle asks for \"posix.system\" at offset \(start), which is not plain data"),
        Refusal(
            "the evaluation of a text", P.reduce(P.global("builtins", "eval"), P.tuple(P.text("1"))),
            .forbiddenGlobal(module: "builtins", name: "eval", offset: start),
            "pickle asks for \"builtins.eval\" at offset \(start), which is not plain data"),
        Refusal(
            "a function reached through PyTorch", P.global("torch", "hub.load"),
            .forbiddenGlobal(module: "torch", name: "hub.load", offset: start),
            "pickle asks for \"torch.hub.load\" at offset \(start), which is not plain data"),
        Refusal(
            "a whole model", P.global("torchvision.models.resnet", "ResNet"),
            .forbiddenGlobal(module: "torchvision.models.resnet", name: "ResNet", offset: start),
            "pickle asks for \"torchvision.models.resnet.ResNet\" at offset \(start), "
                + "which is not plain data"),
        Refusal(
            "a name from the stack", P.text("os") + P.text("system") + [0x93],
            .forbiddenGlobal(module: "os", name: "system", offset: start + 18),
            "pickle asks for \"os.system\" at offset \(start + 18), which is not plain data"),
        Refusal(
            "an object of a class", [0x7D, 0x29, 0x81], .refusedOpcode(.newObject, offset: start + 2),
            "pickle has the instruction 'newObject' at offset \(start + 2), which tensors do not need"),
        Refusal(
            "an instance by name", [0x28, 0x69] + Array("os\nsystem\n".utf8),
            .refusedOpcode(.instance, offset: start + 1),
            "pickle has the instruction 'instance' at offset \(start + 1), which tensors do not need"),
        Refusal(
            "a call of something that is no function", [0x7D, 0x29, 0x52],
            .unexpectedValue(.reduce, offset: start + 2),
            "pickle has values at offset \(start + 2) that the instruction 'reduce' does not work on"),
        Refusal(
            "a state for something that has none", [0x29, 0x7D, 0x62],
            .unexpectedValue(.build, offset: start + 2),
            "pickle has values at offset \(start + 2) that the instruction 'build' does not work on"),
    ]

    /// Pickles that do not follow the rules of the language.
    static let instructions: [Refusal] = [
        Refusal(
            "a byte that is no instruction", [0xFF], .unknownOpcode(0xFF, offset: start),
            "pickle has byte 0xff at offset \(start), which is no instruction"),
        Refusal(
            "a newer protocol", [0x80, 6], .unsupportedProtocol(6, offset: start),
            "pickle announces protocol 6 at offset \(start), the newest known is 5"),
        Refusal(
            "nothing on the stack", [0x85], .stackUnderflow(offset: start),
            "pickle takes more values than it has at offset \(start)"),
        Refusal(
            "a value taken from below a mark", [0x7D, 0x28, 0x85], .stackUnderflow(offset: start + 2),
            "pickle takes more values than it has at offset \(start + 2)"),
        Refusal(
            "no mark", [0x74], .missingMark(offset: start),
            "pickle needs a mark that is not there at offset \(start)"),
        Refusal(
            "a value that was never stored", [0x68, 7], .unknownMemo(index: 7, offset: start),
            "pickle recalls value 7 at offset \(start), which was never stored"),
        Refusal(
            "a key without a value", [0x7D, 0x28, 0x4E, 0x75], .unexpectedValue(.setItems, offset: start + 3),
            "pickle has values at offset \(start + 3) that the instruction 'setItems' does not work on"),
        Refusal(
            "an element for something that is no list", [0x7D, 0x4E, 0x61],
            .unexpectedValue(.append, offset: start + 2),
            "pickle has values at offset \(start + 2) that the instruction 'append' does not work on"),
        Refusal(
            "a text that is not UTF-8", [0x8C, 1, 0xFF], .invalidText(offset: start + 2),
            "pickle has a text at offset \(start + 2) that is not UTF-8"),
        Refusal(
            "a length of 64 bits", [0x8D] + [UInt8](repeating: 0xFF, count: 8),
            .numberTooLarge(offset: start + 1),
            "pickle has a number at offset \(start + 1) that does not fit in 63 bits"),
        Refusal(
            "a text longer than the file", [0x58, 0xFF, 0xFF, 0xFF, 0x7F],
            .truncated(offset: start + 5, needed: 0x7FFF_FFFF, available: 7),
            "pickle needs 2147483647 bytes at offset \(start + 5) and has 7"),
    ]
}
