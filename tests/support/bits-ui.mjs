/** What the screens show of bits-ui. Its own index would have five hundred files compiled before the first component test. */
export { DropdownMenu } from '../../node_modules/bits-ui/dist/bits/dropdown-menu/index.js';
export { Tabs } from '../../node_modules/bits-ui/dist/bits/tabs/index.js';
