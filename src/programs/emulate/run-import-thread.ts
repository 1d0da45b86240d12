import { serveImport } from './import-thread';

serveImport();
