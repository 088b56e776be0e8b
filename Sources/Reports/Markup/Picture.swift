internal import FoundationEssentials

/// An image element with a picture inside, which needs no other file.
///
/// - Parameter description: What it shows, for those who do not see it; empty where the text beside it says so.
func picture(_ picture: ReportPicture, _ description: String) -> Markup {
    let data = Data(picture.bytes).base64EncodedString()
    return tag(
        "img", Attribute("src", "data:image/\(picture.format.rawValue);base64," + data),
        Attribute("width", String(picture.width)), Attribute("height", String(picture.height)),
        Attribute("alt", description), Attribute("decoding", "async"))
}
