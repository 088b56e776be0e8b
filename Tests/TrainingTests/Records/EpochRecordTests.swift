import FoundationEssentials
import Networks
import Testing
import Training

@Suite struct EpochRecordTests {
    static let records = [
        EpochRecord(epoch: 1, trainLoss: 2.25, rate: 1e-5, imagesPerSecond: 88.5, seconds: 12),
        EpochRecord(
            epoch: 2, trainLoss: 0.1, validationLoss: .nan, metric: 0.875, rate: 0.001, imagesPerSecond: 90,
            seconds: 11.5),
    ]

    @Test func `a CSV file has a header and a line for each epoch`() {
        #expect(
            EpochRecord.csv(Self.records, metric: "accuracy")
                == """
                epoch,train_loss,validation_loss,accuracy,rate,images_per_second,seconds
                1,2.25,,,1e-05,88.5,12.0
                2,0.1,nan,0.875,0.001,90.0,11.5

                """)
        #expect(EpochRecord.csv([]) == EpochRecord.csvHeader())
    }

    @Test func `without a metric there is no column for it`() {
        #expect(
            EpochRecord.csv(Self.records, metric: nil)
                == """
                epoch,train_loss,validation_loss,rate,images_per_second,seconds
                1,2.25,,1e-05,88.5,12.0
                2,0.1,nan,0.001,90.0,11.5

                """)
    }

    @Test(arguments: [
        (ProblemKind.binary, "accuracy" as String?, "accuracy" as String?),
        (.multiclass, "accuracy", "accuracy"), (.multilabel, "label accuracy", "label_accuracy"),
        (.regression, nil, nil),
    ])
    func `the metric of each kind of problem has one name`(kind: ProblemKind, name: String?, key: String?) {
        #expect(kind.metricName == name)
        #expect(kind.metricKey == key)
    }

    @Test(arguments: [
        "top 5, validated": "\"top 5, validated\"", "\"f1\"": "\"\"\"f1\"\"\"", " a": "\" a\"",
        "a\nb": "\"a\nb\"",
        "a\r\nb": "\"a\r\nb\"",
    ])
    func `names are put into quotation marks where they have to be`(_ name: String, _ field: String) {
        let header = EpochRecord.csvHeader(metric: name)
        #expect(header == EpochRecord.csvHeader(metric: "M").split(separator: "M").joined(separator: field))
    }

    @Test func `a record is read back as it was written`() throws {
        let data = try JSONEncoder().encode(Self.records[0])
        #expect(try JSONDecoder().decode(EpochRecord.self, from: data) == Self.records[0])
    }
}
