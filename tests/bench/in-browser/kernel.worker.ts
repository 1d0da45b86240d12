import { obey, type Order } from '../kernels/order';

self.onmessage = ({ data }: MessageEvent<Order>) => self.postMessage(obey(data));
