/// The instructions of the pickle format, protocols 0 to 5.
///
/// All of them have a name here, so that a refused one can be named; ``PickleMachine`` runs the few that build
/// plain data.
/// Source: CPython, "Lib/pickletools.py"; Python Enhancement Proposals 307, 3154 and 574.
public enum PickleOpcode: UInt8, Hashable, Sendable, CaseIterable {
    case mark = 0x28
    case emptyTuple = 0x29
    case stop = 0x2E
    case pop = 0x30
    case popMark = 0x31
    case duplicate = 0x32
    case binaryBytes = 0x42
    case shortBinaryBytes = 0x43
    case float = 0x46
    case binaryFloat = 0x47
    case int = 0x49
    case binaryInt = 0x4A
    case binaryInt1 = 0x4B
    case long = 0x4C
    case binaryInt2 = 0x4D
    case none = 0x4E
    case persistentID = 0x50
    case binaryPersistentID = 0x51
    case reduce = 0x52
    case string = 0x53
    case binaryString = 0x54
    case shortBinaryString = 0x55
    case unicode = 0x56
    case binaryUnicode = 0x58
    case emptyList = 0x5D
    case append = 0x61
    case build = 0x62
    case global = 0x63
    case dictionary = 0x64
    case appends = 0x65
    case get = 0x67
    case binaryGet = 0x68
    case instance = 0x69
    case longBinaryGet = 0x6A
    case list = 0x6C
    case object = 0x6F
    case put = 0x70
    case binaryPut = 0x71
    case longBinaryPut = 0x72
    case setItem = 0x73
    case tuple = 0x74
    case setItems = 0x75
    case emptyDictionary = 0x7D
    case `protocol` = 0x80
    case newObject = 0x81
    case extension1 = 0x82
    case extension2 = 0x83
    case extension4 = 0x84
    case tuple1 = 0x85
    case tuple2 = 0x86
    case tuple3 = 0x87
    case newTrue = 0x88
    case newFalse = 0x89
    case long1 = 0x8A
    case long4 = 0x8B
    case shortBinaryUnicode = 0x8C
    case binaryUnicode8 = 0x8D
    case binaryBytes8 = 0x8E
    case emptySet = 0x8F
    case addItems = 0x90
    case frozenSet = 0x91
    case newObjectExtended = 0x92
    case stackGlobal = 0x93
    case memoize = 0x94
    case frame = 0x95
    case byteArray8 = 0x96
    case nextBuffer = 0x97
    case readOnlyBuffer = 0x98
}
