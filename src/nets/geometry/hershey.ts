/**
 * @file The Hershey fonts (A. V. Hershey, U.S. National Bureau of Standards, 1967), of them Simplex Roman: letters as strokes, for pictures
 * that are drawn without a canvas. The font may be used freely where its origin is told; the strokes come from the npm package
 * hersheytext (MIT), where points and commas hang too high, and are set down here.
 */

/**
 * From "!" to "~", one line each: half of the advance, then strokes with a space between them, points as x and y. All are one
 * character a number, "<" for 0. Capitals stand from 1 to 22.
 */
const GLYPHS = `
AA=AK AP@QARBQAP
D@=@D H=HD
GG9@Y M9FY @FNF ?LML
FD9DV H9HV M@K>H=D=A>?@?B@DAECFIHKILJMLMOKQHRDRAQ?O
HQ=?R D=F?FAECCDAD?B?@@>B=D=F>I?L?O>Q= MKKLJNJPLRNRPQQOQMOKMK
ISFSERDQDPEOGMLKOIQGRCRAQ@P?N?L@JAIHEIDJBJ@I>G=E>D@DBEEGHLONQPRRRSQSP
AA?@>A=B>B@AB@C
CG9E;C>AB@G@KAPCTEWGY
C?9A;C>EBFGFKEPCTAW?Y
DDCDO ?FIL IF?L
II@IR @IRI
@AQ@R?Q@PAQAS?U
I@IRI
@@P?Q@RAQ@P
GP9>Y
FE=B>@A?F?I@NBQERGRJQLNMIMFLAJ>G=E=
FBAD@G=GR
F@B@AA?B>D=H=J>K?LALCKEIH?RMR
FA=L=FEIEKFLGMJMLLOJQGRDRAQ@P?N
FI=?KNK I=IR
FK=A=@FAEDDGDJELGMJMLLOJQGRDRAQ@P?N
FL@K>H=F=C>AA@F@KAOCQFRGRJQLOMLMKLHJFGEFECFAH@K
FM=CR ?=M=
FD=A>@@@BADCEGFJGLIMKMNLPKQHRDRAQ@P?N?K@IBGEFIEKDLBL@K>H=D=
FLDKGIIFJEJBI@G?D?C@@B>E=F=I>K@LDLIKNIQFRDRAQ@O
@@F?G@HAG@F @P?Q@RAQ@P
@@F?G@HAG@F AQ@R?Q@PAQAS?U
HP@@IPR
I@FRF @LRL
H@@PI@R
E?B?A@?A>C=G=I>J?KAKCJEIFEHEK EPDQERFQEP
JNEMCKBHBFCEDDGDJELGMJMLLMJ HBFDEGEJFLGM NBMJMLOMQMSKTHTFSCRAP?N>K=H=E>C?AA@C?F?I@LANCPEQHRKRNQPPQO OBNJNLOM
EE==R E=MR @KJK
F@=@R @=I=L>M?NANCMELFIG @GIGLHMINKNNMPLQIR@R
GNBM@K>I=E=C>A@@B?E?J@MAOCQERIRKQMONM
F@=@R @=G=J>L@MBNENJMMLOJQGR@R
E@=@R @=M= @GHG @RMR
D@=@R @=M= @GHG
GNBM@K>I=E=C>A@@B?E?J@MAOCQERIRKQMONMNJ IJNJ
G@=@R N=NR @GNG
@@=@R
DH=HMGPFQDRBR@Q?P>M>K
F@=@R N=@K EFNR
C@=@R @RLR
H@=@R @=HR P=HR P=PR
G@=@R @=NR N=NR
GE=C>A@@B?E?J@MAOCQERIRKQMONMOJOENBM@K>I=E=
F@=@R @=I=L>M?NANDMFLGIH@H
GE=C>A@@B?E?J@MAOCQERIRKQMONMOJOENBM@K>I=E= HNNT
F@=@R @=I=L>M?NANCMELFIG@G GGNR
FM@K>H=D=A>?@?B@DAECFIHKILJMLMOKQHRDRAQ?O
DD=DR ==K=
G@=@LAOCQFRHRKQMONLN=
E==ER M=ER
H>=CR H=CR H=MR R=MR
F?=MR M=?R
E==EGER M=EG
FM=?R ?=M= ?RMR
C@9@Y A9AY @9G9 @YGY
C<=JU
CE9EY F9FY ?9F9 ?YFY
DD;<I D;LI
E<YNY
@AB?D?F@GAF@E?F
FKDKR KGIEGDDDBE@G?J?L@OBQDRGRIQKO
E@=@R @GBEDDGDIEKGLJLLKOIQGRDRBQ@O
EKGIEGDDDBE@G?J?L@OBQDRGRIQKO
FK=KR KGIEGDDDBE@G?J?L@OBQDRGRIQKO
E?JKJKHJFIEGDDDBE@G?J?L@OBQDRGRIQKO
CF=D=B>AAAR >DED
FKDKTJWIXGYDYBX KGIEGDDDBE@G?J?L@OBQDRGRIQKO
F@=@R @HCEEDHDJEKHKR
@?=@>A=@<?= @D@R
AA=B>C=B<A= BDBUAX?Y=Y
D@=@R JD@N DJKR
@@=@R
K@D@R @HCEEDHDJEKHKR KHNEPDSDUEVHVR
F@D@R @HCEEDHDJEKHKR
FDDBE@G?J?L@OBQDRGRIQKOLLLJKGIEGDDD
E@D@Y @GBEDDGDIEKGLJLLKOIQGRDRBQ@O
FKDKY KGIEGDDDBE@G?J?L@OBQDRGRIQKO
B@D@R @JAGCEEDHD
EJGIEFDCD@E?G@IBJGKILJNJOIQFRCR@Q?O
CA=ANBQDRFR >DED
F@D@NAQCRFRHQKN KDKR
D>DDR JDDR
G?DCR GDCR GDKR ODKR
E?DJR JD?R
D>DDR JDDRBV@X>Y=Y
EJD?R ?DJD ?RJR
CE9C:B;A=A?BACBDDDFBH C:B<B>C@DAECEEDG@IDKEMEODQCRBTBVCX BJDLDNCPBQASAUBWCXEY
@@9@Y
CA9C:D;E=E?DACBBDBFDH C:D<D>C@BAACAEBGFIBKAMAOBQCRDTDVCX DJBLBNCPDQESEUDWCXAY
H?L?J@GBFDFFGJJLKNKPJQH ?J@HBGDGFHJKLLNLPKQHQF
D<=<R=R==>=>R?R?=@=@RARA=B=BRCRC=D=DRERE=F=FRGRG=H=HRIRI=J=JRKRK=L=LR`;

const NUMBERS = 0x3c;

export interface Glyph {
  readonly advance: number;
  readonly strokes: readonly (readonly (readonly [x: number, y: number])[])[];
}

/** From the baseline to the top of capitals. */
export const CAPITAL = 21;
/** Where the baseline is, from above. */
export const BASELINE = 22;

const SPACE: Glyph = { advance: 16, strokes: [] };

let table: ReadonlyMap<string, Glyph> | undefined;

/** Of a character that the font lacks, a box. */
export function glyphOf(character: string): Glyph {
  table ??= new Map(
    GLYPHS.trim()
      .split("\n")
      .map((line, i) => [String.fromCharCode(33 + i), parsed(line)]),
  );
  if (character === " ") return SPACE;
  return (
    table.get(character) ?? {
      advance: 18,
      strokes: [
        [
          [3, 2],
          [14, 2],
          [14, 22],
          [3, 22],
          [3, 2],
        ],
      ],
    }
  );
}

function parsed(line: string): Glyph {
  const at = (i: number): number => line.charCodeAt(i) - NUMBERS;
  const strokes: [number, number][][] = [[]];
  for (let i = 1; i < line.length; i += 2) {
    if (line[i] === " ") {
      strokes.push([]);
      i++;
    }
    strokes[strokes.length - 1].push([at(i), at(i + 1)]);
  }
  return { advance: 2 * at(0), strokes };
}

const PLAIN: ReadonlyMap<string, string> = new Map([
  ["·", "."],
  ["–", "-"],
  ["—", "-"],
  ["−", "-"],
  ["×", "x"],
  ["→", "->"],
  ["…", "..."],
  ["“", '"'],
  ["”", '"'],
  ["’", "'"],
]);

/** The text as the font can write it, a glyph each: marks over letters are left out. */
export const writable = (text: string): string[] => [
  ...[...text.normalize("NFD").replace(/\p{Mn}/gu, "")].map((c) => PLAIN.get(c) ?? c).join(""),
];
