/**
 * Takes WebRTC away from this page, for good: no policy of a page covers it, so it would be a way past the one that keeps
 * data here. To be imported before anything else. Workers have none.
 */
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection'])
  Object.defineProperty(globalThis, name, { value: undefined });
