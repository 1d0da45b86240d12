/** What belongs to a page and is none itself, and what only programs ask for. */
const PAGE_PART =
  /\.(png|jpe?g|gif|svgz?|webp|avif|ico|bmp|css|less|scss|m?js|map|json|xml|txt|woff2?|ttf|otf|eot|webmanifest|m3u8|vtt|swf)$|^\/(\.well-known|wp-json|wp-admin|wp-includes|cgi-bin)(\/|$)|^\/(wp-cron|xmlrpc|wp-login)\.php$/i;
/** How programs call themselves that look at pages for nobody. */
const ROBOT =
  /(?<!cu)bot\b|bot[/_-]|crawl|spider|slurp|scanner|scrapy|monitor|uptime|pingdom|facebookexternalhit|whatsapp|embedly|curl|wget|python|\bjava\/|go-http|libwww|httpclient|okhttp|axios|node-fetch|guzzle|headless|lighthouse|feedfetcher|validator|archiver|nagios|zgrab|masscan|nmap|nikto|healthcheck/i;

export const isPagePart = (cell: string): boolean => PAGE_PART.test(cell.trim().split('?', 1)[0]);
export const isRobot = (cell: string): boolean => ROBOT.test(cell);
/** A request that asks for no page to look at. */
export const isNoView = (cell: string): boolean => !/^GET$/i.test(cell.trim());
/** An answer without a page: it failed, or led elsewhere. What had not changed since was looked at again. */
export const isNoPage = (cell: string): boolean => !/^(2\d\d|304)$/.test(cell.trim());
