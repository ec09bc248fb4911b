/** The only way to ONNX Runtime; see [Note: ONNX Runtime must not call home]. The order of the two lines matters. */
import './without-telemetry.ts';

export { InferenceSession, listSupportedBackends, Tensor } from 'onnxruntime-node';
