/** `npm run pack:shop`: makes the file of the sample *Real shop* anew from UCI's Online Retail. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../src/programs/server/project-root.mjs';
import { packShop } from './packed';
import { hasOnlineRetail, onlineRetail } from './source';

const path = 'src/data/samples/real-shop.bin';

if (!hasOnlineRetail) {
  console.error(
    `Online Retail does not lie beside the project, in ../shared/data/online-retail; ${path} stays as it is.`,
  );
  process.exitCode = 1;
} else {
  const source = onlineRetail();
  const packed = packShop(source);
  writeFileSync(join(projectRoot, path), packed);
  const { sales, users, goods } = source;
  console.log(
    `${path}: ${packed.length} bytes, ${sales.length} sales, ${users.length} users, ${goods.length} items`,
  );
}
