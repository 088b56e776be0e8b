/// The architectures that imgcls knows by name.
public enum NetworkZoo: String, CaseIterable, Sendable {
    /// See `EfficientNetLite.lite0`.
    case efficientNetLite0 = "efficientnet-lite0"
    /// See `EfficientNetLite.lite1`.
    case efficientNetLite1 = "efficientnet-lite1"
    /// See `EfficientNetLite.lite2`.
    case efficientNetLite2 = "efficientnet-lite2"
    /// See `ResNet.resNet18`.
    case resNet18 = "resnet18"
    /// See `ResNet.resNet34`.
    case resNet34 = "resnet34"
    /// See `ResNet.resNet50`.
    case resNet50 = "resnet50"
    /// See `VGGStyle`, for 32 px.
    case vggStyle = "vgg-style"

    /// The network, for a number of classes.
    public func network(classCount: Int = 1000) -> Network {
        switch self {
        case .efficientNetLite0: EfficientNetLite.lite0.network(classCount: classCount)
        case .efficientNetLite1: EfficientNetLite.lite1.network(classCount: classCount)
        case .efficientNetLite2: EfficientNetLite.lite2.network(classCount: classCount)
        case .resNet18: ResNet.resNet18.network(classCount: classCount)
        case .resNet34: ResNet.resNet34.network(classCount: classCount)
        case .resNet50: ResNet.resNet50.network(classCount: classCount)
        case .vggStyle: VGGStyle.network(classCount: classCount, imageSize: 32)
        }
    }
}
