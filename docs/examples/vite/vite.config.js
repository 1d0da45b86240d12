import { defineConfig } from 'vite';

export default defineConfig({
  // Foretaste loads its parts when they are needed, which workers of the old kind cannot.
  worker: { format: 'es' },
});
