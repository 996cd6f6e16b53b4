/**
 * @file Numbers that the kernels in `assembly/` and their callers agree on: the words of a sweep's state, the words of a
 * step of a block, its operations, the shape of chunks. Read by both compilers: constants only.
 */

/** Candidates computed at a time, so that what they miss in the caches is fetched at the same time. */
export const BLOCK = 32;

/** The first chunk of a sort's entries holds this many, each further one twice as many, up to 2^CHUNK_BITS. */
export const FIRST_BITS = 3;
export const CHUNK_BITS = 12;

/** Most arguments of a production whose candidates are computed in blocks. */
export const MAX_ARGS = 4;

// Words of the state of a sweep; pointers and strides are in bytes.

/** Of the result's entries. */
export const STRIDE = 0;
/** Slots of (hash, position + 1), by the upper bits of the hash. */
export const TABLE = 1;
/** 32 less the bits of a slot's number. */
export const SHIFT = 2;
/** Entries of the result's sort. */
export const COUNT = 3;
/** Entries that may be added before there must be room made. */
export const ROOM = 4;
/** Where the next entry's rows and its arguments go. */
export const OUT = 5;
export const OUT_ARGS = 6;
/** Of an entry's arguments. */
export const ARGS_STRIDE = 7;
export const DIRECTORY = 8;
export const ARITY = 9;
/** 1: the first two arguments may be swapped, so the second begins where the first stands. */
export const COMMUTES = 10;
export const CODE = 11;
export const STEPS = 12;
export const ROWS = 13;
/** The register of the result; words of one of its rows in the bank (1 for bools, 2 for bits). */
export const RESULT = 14;
export const RESULT_WORDS = 15;
/** Of registers, and of one of them. */
export const REGISTERS = 16;
export const REGISTER_STRIDE = 17;
/** For hashes, argument numbers and packed results of a block. */
export const WORKSPACE = 18;
/** 1 once every combination of arguments was tried. */
export const DONE = 19;
/** Where loads go that are made for the caches only. */
export const SINK = 20;

/** In a thread's copy of a state: the batch that it is of, and how many of its candidates lie behind. */
export const BATCH = 21;
export const BEHIND = 22;
/** Chunks up to which all are known to be computed, and the position of what is new in the next one. */
export const KNOWN = 23;
export const KNOWN_POSITION = 72;

/** What is sought where nothing is kept: an entry's rows, then the bits of them that count; and where it is in a block. */
export const SOUGHT = 73;
export const HITS = 74;

/** Words of the state of each argument, after those above. */
export const ARGUMENTS = 24;
export const ARGUMENT_WORDS = 12;
export const ARG_DIRECTORY = 0;
export const ARG_STRIDE = 1;
export const ARG_WORDS = 2;
/** Positions in the sort: the first, one beyond the last, the present. */
export const ARG_FROM = 3;
export const ARG_TO = 4;
export const ARG_AT = 5;
/** The present one's rows, its number, and how many there are in its chunk from it on. */
export const ARG_PLACE = 6;
export const ARG_ENTRY = 7;
export const ARG_LEFT = 8;

export const STATE_WORDS = 80;

// Words of the state of an index by rows: of the entries' rows and directory, the index's slots and links.

export const INDEX_STRIDE = 0;
export const INDEX_DIRECTORY = 1;
/** Slots of the position + 1 of a ring's last entry, by the upper bits of its hash. */
export const INDEX_HEADS = 2;
export const INDEX_SHIFT = 3;
export const INDEX_USED = 4;
/** Slots that may be used. */
export const INDEX_MOST = 5;
/** The next position to take in, and one beyond the last. */
export const INDEX_FROM = 6;
export const INDEX_TO = 7;
/** For each chunk, the address of its links. */
export const INDEX_LINKS = 8;
/** Rows, and bytes of each. */
export const INDEX_ROWS = 9;
export const INDEX_ROW_BYTES = 10;
/** For the hashes and the words of a block. */
export const INDEX_WORKSPACE = 11;
/** When the slots double: the old ones, and one beyond the last. */
export const INDEX_OLD = 12;
export const INDEX_OLD_END = 13;
export const INDEX_SINK = 14;
/** Where each row begins in an entry. */
export const INDEX_OFFSETS = 16;
export const INDEX_WORDS = 48;
export const MAX_INDEX_ROWS = INDEX_WORDS - INDEX_OFFSETS;

// Words of a step.

export const STEP_OP = 0;
export const STEP_TO = 1;
export const STEP_A = 2;
export const STEP_B = 3;
export const STEP_C = 4;
export const STEP_WIDTH = 5;
/** Two words each. */
export const STEP_IMMEDIATE = 6;
export const STEP_MASK = 8;
export const STEP_WORDS = 10;

export const OP_CONST = 0;
export const OP_NOT = 1;
export const OP_NEG = 2;
export const OP_AND = 3;
export const OP_OR = 4;
export const OP_XOR = 5;
export const OP_ADD = 6;
export const OP_SUB = 7;
export const OP_MUL = 8;
export const OP_UDIV = 9;
export const OP_UREM = 10;
export const OP_SHL = 11;
export const OP_LSHR = 12;
export const OP_ASHR = 13;
export const OP_SHL_BY = 14;
export const OP_LSHR_BY = 15;
export const OP_ASHR_BY = 16;
export const OP_EQ = 17;
export const OP_ULT = 18;
export const OP_SLT = 19;
export const OP_ITE = 20;
export const OP_SEXT = 21;

// Several threads: a batch of candidates, in chunks.

export const TEAM_CHUNKS = 64;
export const TEAM_CHUNK_BITS = 9;
/** Parts of a table that doubles, by the upper bits of the hash; slots for each that fall out of it. */
export const SPREAD_BITS = 5;
export const TEAM_LATE = 128;
export const MAX_THREADS = 64;

/** In a slot that a batch has taken, in place of a position: this, and the candidate's number in the batch. */
export const PROVISIONAL = 0x80000000;

/** Candidates are computed, and what is new takes a slot. */
export const PHASE_PROBE = 1;
/** Those that were not yet are brought to their places. */
export const PHASE_COMMIT = 2;
/** A table doubles. */
export const PHASE_SPREAD = 3;

// Words of what threads share, at the beginning of their memory.

/** The number of the phase, to wait on. */
export const EPOCH = 2;
/** Threads that wait. */
export const WAITERS = 3;
/** Pieces of the phase that are done, and 1 while the first thread waits for them. */
export const PIECES_DONE = 16;
export const AWAITED = 17;
/** Threads that died of an error. */
export const BROKEN = 18;
/** Pieces that others than the first thread did, over all phases. */
export const HELPED = 19;
export const PHASE = 32;
export const PIECES = 33;
/** State of the sweep, and which batch it is of how many candidates. */
export const TEAM_SWEEP = 34;
export const TEAM_BATCH = 35;
export const TEAM_LIMIT = 36;
/** States of threads with the workspace and the registers of each; bytes of all of them for one thread. */
export const TEAM_STATES = 37;
export const TEAM_STATE_BYTES = 38;
/** By candidates that took a slot: that, their rows, their arguments. */
export const TEAM_SLOTS = 40;
export const TEAM_VALUES = 41;
export const TEAM_ARGS = 42;
/** Of chunks. */
export const TEAM_HEADS = 44;
/** By part, slots that fall out of it; how many there are. */
export const TEAM_LATES = 45;
export const TEAM_LATE_COUNTS = 46;
/** Of a table that doubles: the old one, the new one, bits of the old one's slots. */
export const TEAM_OLD = 47;
export const TEAM_NEW = 48;
export const TEAM_BITS = 49;
/** How many there are. */
export const TEAM_THREADS = 50;
/** By thread: 1 while it is there, or called. */
export const PRESENT = 64;
/** By thread, two words: how many of the pieces that it is to do first are left, and the number of the phase. */
export const TICKETS = PRESENT + MAX_THREADS;
export const TEAM_WORDS = TICKETS + 2 * MAX_THREADS;

// Words of a chunk's head, which is a line of the caches.

/** Candidates that took a slot; how many of them have it still. */
export const HEAD_COUNT = 0;
export const HEAD_NEW = 1;
/** 1 where the last one took one, and then, once they are at their places, where it was new. */
export const HEAD_LAST = 2;
/** Who computed it, in whose cache it is; 1 once it is computed; 1 once somebody brings it to its place. */
export const HEAD_OWNER = 3;
export const HEAD_COMPUTED = 4;
export const HEAD_CLAIMED = 5;
export const HEAD_WORDS = 16;

// The hash: four lanes, each with its own beginning and weight.

export const LANE_MULTIPLIER = 0x85ebca6b;
export const LANE_0 = 0x9e3779b9;
export const LANE_1 = 0x3c6ef372;
export const LANE_2 = 0x2545f491;
export const LANE_3 = 0x27d4eb2f;
export const WEIGHT_0 = 0xc2b2ae35;
export const WEIGHT_1 = 0x165667b1;
export const WEIGHT_2 = 0x9e3779b1;
export const WEIGHT_3 = 0x2c1b3c6d;
export const MIX_0 = 0x7feb352d;
export const MIX_1 = 0x846ca68b;
