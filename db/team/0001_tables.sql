-- The tables of a team. They say who of the team may send to whom; what was sent, each computer knows for itself. All
-- names are qualified, and nothing outside of the schema is touched: the database may serve others as well.
CREATE SCHEMA sendonce;
REVOKE ALL ON SCHEMA sendonce FROM PUBLIC;

-- Numbers rise as rows are made. A hold lets them jump, so that one from before it is below all that come after.
CREATE SEQUENCE sendonce.numbers;

CREATE TABLE sendonce.team (
  is_one boolean PRIMARY KEY DEFAULT true CHECK (is_one),
  id uuid NOT NULL,
  name bytea NOT NULL,
  -- Made from the team's key: tells a code of another team, and says nothing of the key.
  key_check uuid NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  -- The database in which all had told everything, or which was made with it.
  identity text NOT NULL,
  -- Rises with each hold: who told everything under an earlier one has to do so again.
  epoch integer NOT NULL DEFAULT 1,
  held_why text CHECK (held_why IN ('other_database', 'row_gone')),
  held_at timestamptz,
  CHECK ((held_why IS NULL) = (held_at IS NULL))
);

CREATE TABLE sendonce.member (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The role under which it connects.
  role name NOT NULL UNIQUE,
  name bytea NOT NULL,
  kind text NOT NULL CHECK (kind IN ('coordinator', 'sender')),
  joined_at timestamptz,
  -- Which computer joined under this role. An invitation is one computer's.
  computer uuid,
  heard_at timestamptz,
  removed_at timestamptz,
  told_epoch integer NOT NULL DEFAULT 0,
  -- The hold in which a coordinator went on without it.
  excused_epoch integer NOT NULL DEFAULT 0,
  -- Its newest reservation, by which others notice that the database was put back.
  newest uuid,
  -- How many people it ever asked for. After a restore others remember more.
  asked bigint NOT NULL DEFAULT 0
);

CREATE TABLE sendonce.campaign (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uid uuid NOT NULL UNIQUE,
  sealed bytea NOT NULL,
  -- `drawing`: its people are being put here, and nobody sees it yet.
  state text NOT NULL DEFAULT 'drawing' CHECK (state IN ('drawing', 'running', 'paused', 'cancelled')),
  people integer NOT NULL DEFAULT 0 CHECK (people >= 0),
  made_by integer NOT NULL REFERENCES sendonce.member,
  made_at timestamptz NOT NULL DEFAULT now(),
  -- The transaction of its last change of state, so that a reader hears of that alone and misses none that commits late.
  changed xid8 NOT NULL DEFAULT pg_current_xact_id(),
  -- The epoch of the team in which a coordinator said its state last: what anybody had heard before a later hold is newer.
  said_epoch integer NOT NULL DEFAULT 0
);

-- The file that goes out with a campaign's text, in pieces.
CREATE TABLE sendonce.file (
  campaign integer NOT NULL REFERENCES sendonce.campaign,
  piece integer NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (campaign, piece)
);

CREATE TABLE sendonce.reservation (
  number bigint PRIMARY KEY,
  token uuid NOT NULL UNIQUE,
  member integer NOT NULL REFERENCES sendonce.member,
  -- Null for a campaign that only one member sends.
  campaign integer REFERENCES sendonce.campaign,
  place integer,
  -- 1 reserved, 2 closed before the gate, 3 left without an acknowledgement, 4 acknowledged. It only rises.
  outcome smallint NOT NULL CHECK (outcome BETWEEN 1 AND 4),
  at timestamptz NOT NULL,
  -- The number at which it was told what became of it: no repeat that was declared before that follows it.
  ended bigint,
  -- Who was written to under it, by their number alone: whoever heard lately is left in peace. Null for who was erased.
  contact uuid,
  CHECK ((ended IS NULL) = (outcome = 1))
);
CREATE INDEX reservation_contact ON sendonce.reservation (contact);

-- "This person has been sent this, under this reservation." One key from scope and alias, which hides whose it is.
CREATE TABLE sendonce.fence (
  key uuid PRIMARY KEY,
  number bigint NOT NULL,
  -- Which declared repeat of the text. Null for the text itself, as nearly all are: a null takes no room.
  repeat smallint CHECK (repeat > 0)
);
CREATE INDEX fence_repeat ON sendonce.fence (repeat) WHERE repeat > 0;

CREATE TABLE sendonce.person (
  campaign integer NOT NULL REFERENCES sendonce.campaign,
  -- The row of the list.
  place integer NOT NULL,
  -- Who is to send: where the list names them nobody else, else whoever wrote with them last; null for whoever takes them.
  sender integer REFERENCES sendonce.member,
  is_named boolean NOT NULL DEFAULT false,
  holder integer REFERENCES sendonce.member,
  number bigint,
  -- Nothing was reserved, and nothing will be: their holder knows why.
  is_ended boolean NOT NULL DEFAULT false,
  -- Empty once they are erased. `contact`: whose row it is, under a keyed hash.
  sealed bytea NOT NULL,
  contact uuid,
  -- Stops, fences and numbers that stand before them as their own do: of other numbers of theirs. Null where there are none.
  also uuid[],
  PRIMARY KEY (campaign, place),
  CHECK ((number IS NULL AND NOT is_ended) OR holder IS NOT NULL)
);
CREATE INDEX person_contact ON sendonce.person (contact);
CREATE INDEX person_free ON sendonce.person (campaign, sender, place) WHERE holder IS NULL;
CREATE INDEX person_named ON sendonce.person (campaign, sender) WHERE holder IS NULL AND is_named;
CREATE INDEX person_ended ON sendonce.person (campaign, place) WHERE is_ended;
CREATE INDEX person_held ON sendonce.person (holder) WHERE holder IS NOT NULL AND number IS NULL AND NOT is_ended;

-- Do not contact, by alias and by who says so: whoever lets somebody back in speaks for their own computer. `added` is the
-- transaction, as of a campaign.
CREATE TABLE sendonce.stop (
  key uuid NOT NULL,
  member integer NOT NULL REFERENCES sendonce.member,
  is_lifted boolean NOT NULL DEFAULT false,
  added xid8 NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (key, member)
);
CREATE INDEX stop_added ON sendonce.stop (added);

-- How many of a campaign a member has at each outcome, kept with each change so that nobody has to count.
CREATE TABLE sendonce.progress (
  campaign integer NOT NULL REFERENCES sendonce.campaign,
  member integer NOT NULL REFERENCES sendonce.member,
  taken integer NOT NULL DEFAULT 0,
  reserved integer NOT NULL DEFAULT 0,
  closed integer NOT NULL DEFAULT 0,
  unconfirmed integer NOT NULL DEFAULT 0,
  sent integer NOT NULL DEFAULT 0,
  -- Since when it stands still until a person says so. Null where it does not.
  still_at timestamptz,
  PRIMARY KEY (campaign, member)
);
