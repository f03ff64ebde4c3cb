// SPDX-License-Identifier: Apache-2.0
// The words of the safety code: 256 easy nouns, so that a word is a byte; no two sound or look alike by one letter. Each
// Spanish word translates the English one in its place, so that two people of different languages can compare too.

export type WordLanguage = 'en' | 'es';

const english = `
  acorn airport almond anchor apple arrow avocado baker balcony bamboo banana barrel basket beaver bicycle blanket
  book bottle branch bread brick bridge broom brush bucket butter button cactus camel camera candle canyon captain
  carpet carrot castle cave chair cheese cherry chestnut chicken chimney chocolate circle clock cloud clover coffee
  comb compass cookie coral cotton cousin crown cucumber curtain cushion dance desert diamond dolphin door dragon
  dress drum duck eagle elbow elephant emerald envelope farmer feather fire fish flag flute forest fork fox friday
  garden garlic gift ginger giraffe glove gold goose grape grass guitar hammer harp hat hedgehog honey horse hotel
  iceberg island jacket jaguar jewel jungle kangaroo kettle key kitchen kite ladder lake lamp leaf lemon letter
  library lighthouse lion lizard lobster magnet map marble market meadow melon milk mirror monday monkey moon
  mountain mouse museum mushroom music napkin necklace nest north notebook ocean octopus olive onion opera orange
  orchard owl oyster paint pajamas palace panda paper peach peanut pearl pencil penguin pepper piano picture pigeon
  pillow pineapple pirate planet poem potato pumpkin puppy pyramid queen rabbit radio rainbow rice ring river robot
  rocket roof rope ruby saddle sailor salad salmon saturday scarf school seagull shadow shark sheep shell ship
  shirt shoe silver snail snow soap sofa spider spoon spring square squirrel stairs star stone strawberry sugar
  summer sunflower swan table tea theater thunder ticket tiger tomato tower tractor train treasure triangle trumpet
  tunnel turtle umbrella valley vanilla velvet violin volcano wagon walnut water whale wheel whistle window winter
  wolf wood yellow yogurt zebra zipper`;

const spanish = `
  bellota aeropuerto almendra ancla manzana flecha aguacate panadero balcón bambú plátano barril cesta castor
  bicicleta manta libro botella rama pan ladrillo puente escoba cepillo cubo mantequilla botón cactus camello
  cámara vela cañón capitán alfombra zanahoria castillo cueva silla queso cereza castaña gallina chimenea chocolate
  círculo reloj nube trébol café peine brújula galleta coral algodón primo corona pepino cortina cojín baile
  desierto diamante delfín puerta dragón vestido tambor pato águila codo elefante esmeralda sobre granjero pluma
  fuego pescado bandera flauta bosque tenedor zorro viernes jardín ajo regalo jengibre jirafa guante oro ganso uva
  hierba guitarra martillo arpa sombrero erizo miel caballo hotel iceberg isla chaqueta jaguar joya selva canguro
  tetera llave cocina cometa escalera lago lámpara hoja limón carta biblioteca faro león lagarto langosta imán mapa
  mármol mercado pradera melón leche espejo lunes mono luna montaña ratón museo seta música servilleta collar nido
  norte cuaderno océano pulpo aceituna cebolla ópera naranja huerto búho ostra pintura pijama palacio panda papel
  melocotón cacahuete perla lápiz pingüino pimienta piano cuadro paloma almohada piña pirata planeta poema patata
  calabaza cachorro pirámide reina conejo radio arcoíris arroz anillo río robot cohete tejado cuerda rubí montura
  marinero ensalada salmón sábado bufanda escuela gaviota sombra tiburón oveja concha barco camisa zapato plata
  caracol nieve jabón sofá araña cuchara primavera cuadrado ardilla peldaños estrella piedra fresa azúcar verano
  girasol cisne mesa té teatro trueno billete tigre tomate torre tractor tren tesoro triángulo trompeta túnel
  tortuga paraguas valle vainilla terciopelo violín volcán carreta nuez agua ballena rueda silbato ventana invierno
  lobo madera amarillo yogur cebra cremallera`;

const lists: Record<WordLanguage, readonly string[]> = {
  en: english.trim().split(/\s+/),
  es: spanish.trim().split(/\s+/),
};

export const words = (language: WordLanguage): readonly string[] => lists[language];
