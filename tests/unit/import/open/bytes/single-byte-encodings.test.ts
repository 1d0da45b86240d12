import { expect, it } from 'vitest';
import { guessEncoding } from '../../../../../src/import/open/bytes/encoding';

/** The bytes of a text in an encoding that this platform reads and does not write. */
function encoded(text: string, encoding: string): Uint8Array {
  const letters = new TextDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  return Uint8Array.from([...text], (letter) => {
    const byte = letters.indexOf(letter);
    if (byte < 0) throw new RangeError(`${encoding} has no ${letter}`);
    return byte;
  });
}

it.each([
  ['windows-1251', 'Покупатель;Товар;Количество\nИванов;Хлеб;2\n'],
  ['windows-1253', 'Πελάτης;Προϊόν;Ποσότητα\nΓιώργος;Ψωμί;2\n'],
  ['windows-1250', 'Klient;Produkt;Ilość\nMałgorzata;Żółty chłodnik;2\n'],
  ['windows-1250', 'Zákazník;Zboží;Množství\nJiří Dvořák;Tužka černá;2\n'],
  ['windows-1254', `Müşteri No;Ürün\n${'4001;Ürün\n'.repeat(30)}`],
  ['windows-1254', 'Müşteri No;Ürün;Adet\n4001;Çilek ağacı;2\n'],
  ['windows-1252', 'Lesernr;Titel;Gebühr\n4001;Größe für Zoë;2,50 £\n'],
  ['windows-1252', 'Référence;Numéro;Quantité\n4001;Été à la plage, où ça;2 m³\n'],
  ['windows-1252', 'Cliente;¿Qué?;Año\n4001;Señor Núñez;2\n'],
  ['windows-1252', 'Viðskiptavinur;Vara;Verð\nÞórður;Mjólk í fernu á útsölu, æði;2\n'],
  ['windows-1252', 'Kunde;Vare;Størrelse\nSøren Ærø;Rød grød;2\n'],
])('a text in %s is read as it was written: %s', (encoding, text) => {
  const bytes = encoded(text, encoding);
  expect(guessEncoding(bytes)).toBe(encoding);
  expect(new TextDecoder(guessEncoding(bytes)).decode(bytes)).toBe(text);
});
