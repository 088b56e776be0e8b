internal import Networks

extension TrainingState {
    /// Checks that a run can go on from here.
    ///
    /// - Throws: `TrainingLoopError.otherRun` with what does not fit.
    func check(
        _ network: Network, _ settings: TrainingSettings, _ length: RunLength
    ) throws(TrainingLoopError) {
        guard epoch <= settings.epochCount else {
            throw .otherRun("it has finished \(epoch) epochs, of \(settings.epochCount)")
        }
        let stepsPerEpoch = length.stepsPerEpoch
        guard stepInEpoch <= stepsPerEpoch, step == epoch * stepsPerEpoch + stepInEpoch else {
            throw .otherRun(
                """
                it has taken \(step) steps, \(stepInEpoch) of them in epoch \(epoch + 1), where an epoch has \
                \(stepsPerEpoch)
                """)
        }
        guard (average == nil) == (settings.average == nil) else {
            throw .otherRun(
                average == nil
                    ? "it has no moving average of weights" : "it has a moving average of weights")
        }
        do throws(NetworkError) {
            for part in [parameters, best, average] { if let part { try network.check(part) } }
        } catch {
            throw .otherRun("\(error)")
        }
        if let stranger = optimizer.keys.filter({ parameters[$0] == nil }).min() {
            throw .otherRun("its optimizer has a state for \"\(stranger)\", which the network has not")
        }
    }
}
