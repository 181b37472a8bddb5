// What a test that uses TensorFlow.js imports before anything else: its gradients, and its backend
// in plain JavaScript.
import { env, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-backend-cpu';

// Its backend for Node would be faster; it need not say so.
env().set('PROD', true);
await setBackend('cpu');
