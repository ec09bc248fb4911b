/**
 * [Note: ONNX Runtime must not call home] Since 1.29 its Linux and macOS builds send telemetry to Microsoft by default
 * (process, session and model events, with a device id kept in the user's cache folder). Wandr promises that nothing
 * leaves the machine. The variable is the full opt-out, and it is read once, when the native library starts: so this
 * module must be evaluated before it.
 */
process.env.ORT_DISABLE_TELEMETRY = '1';
