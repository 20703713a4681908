"""核对 guiju check --proof 写出的证明 / checks a proof: check_proof.py PROOF [--case CASE] [--rules DIGEST]
CASE: the file checked; DIGEST: the one printed (docs/proof.md). Exit 0: all holds, 1: not, 2: unreadable."""
import collections, functools, hashlib, json, re, sys
from datetime import date, timedelta
from fractions import Fraction
from operator import add, ge, gt, le, lt, mod, mul, sub, truediv
LATER = 0.5  # a truth is the set of what may be: 1, 0, and this for what hangs on something still to come
DAY, LEAVES, FINE = timedelta(1), 256, {"satisfied", "holding", "exempt", "not_applicable"}
SIGNS = {"<": lt, "<=": le, ">": gt, ">=": ge, "+": add, "-": sub, "*": mul, "/": truediv, "%": mod}
MONTHS, READ = {"month": 1, "year": 12}, {"day": date.fromisoformat, "number": Fraction, "length": tuple}
At = collections.namedtuple("At", "day record edge")  # where a record starts or ends
Open = collections.namedtuple("Open", "key about answers least later most", defaults=("", *[None] * 4))
TO_COME, YES = Open("to come", later=True), ("是", "yes", "true")
def read(node): return next((READ[k](v) for k, v in node.items() if k in READ and len(node) == 1), node)
def fold(pick, sets): return functools.reduce(lambda a, b: {pick(x, y) for x in a for y in b}, sets)
def every(truths): return fold(min, [{1}, *truths])
def no(truth): return {1 - t for t in truth}
def by_now(truth): return {int(t == 1) for t in truth}
def is_open(value): return isinstance(value, Open)
def day_of(point): return point.day if isinstance(point, At) else point
def known(point): return day_of(point) if isinstance(day_of(point), date) else None
def on(y, m, d): return date(y, m, min(d, (date(y + m // 12, m % 12 + 1, 1) - DAY).day))
def edge(r, which): return At(r[which], r, which) if r["step"] else r[which]
def same(r, other): return other is not None and (r["index"], r["step"]) == (other["index"], other["step"])
def named(r, source=None):
    if r is None or r["step"]: return r and f"{r['step']}#{r['index']}" or ""
    return f"{r['start']}..{r['ends'] or ''}" + (f" after {named(source)}" if source not in (None, r) else "")
class View:  # the case as the rules of one pack see it, under some answers to what it leaves open
    def __init__(self, proof, pack, answers):
        self.rules, self.now, case = (proof[key] for key in ("rules", "on", "case"))
        self.pack, self.answers, self.met, self.stood, self.live = pack, answers, {}, {}, {}
        self.sums, self.pairs, self.leaves, records = set(), set(), [], case["records"]
        self.closed = case["closed"] and all((r["ends"] or r["start"]) <= self.now for r in records)
        self.closing = max((r["ends"] or self.now for r in records if self.closed), default=self.now)
        self.case = {"about": "fact", "line": None, "fields": case["facts"], "kinds": self.rules["kinds"][""]}
        self.past = [self.holder(r, r["step"], r["ends"]) for r in records if r["start"] <= self.now]
        stated = known(self.of(self.rules["begins"], {"case": self.case}))
        self.begun = stated or min((r["start"] for r in self.past), default=None)
    def holder(self, r, step, ends):  # a record as one of a step, with what is known of its end
        about, later = f"field {r['index']}", ends > self.now if ends else not self.closed
        end = ends if ends and not later else Open(f"end {about}", f"{about} 止", None, self.now, later)
        told = {**r["fields"], "止": {**r["fields"].get("止", {}), "value": None if later else ends}}
        r = {**r, "step": step, "ends": ends, "end": end, "about": about, "fields": told}
        return {**r, "kinds": self.rules["kinds"].get(step, {})}
    def who(self, this): return {"case": self.case, "this": this, "that": None}
    def ask(self, key, about, settles=None):
        if key not in self.answers and about != "?": self.met[key] = about, (True, False), settles
        return {int(self.answers[key])} if key in self.answers else {0, 1}
    def open(self, key, about, ways=()): return self.answers.get(key, Open(key, about, (*ways,)))
    def derived(self, op, sides):  # the key of a question about values not known, and what it is about
        keys = [v.key if is_open(v) else repr(v) for v in sides]
        about = {s for v in sides if is_open(v) and not v.later for s in v.about.split(" & ")} or {"lengths"}
        return (op, *(sorted(keys, key=str) if op == "=" else keys)), " & ".join(sorted(about))
    def told(self, holder, name):  # a value, its line, and whether it is by default
        entry, default = holder["fields"].get(name, {}), holder["kinds"].get(name, {}).get("default")
        value, line = entry.get("value"), entry.get("line", holder["line"])
        return [default, line, True] if value is None and default is not None else [value, line, False]
    def of(self, form, who):  # the value of a form, or its truth
        match form:
            case ["is" | "const" as way, value]: return value if way == "is" else {value}
            case ["now" | "closing" | "to come" as by]: return getattr(self, by, TO_COME)
            case ["start" | "end" as way, at]: return edge(who[at], way) if who[at] else self.begun or TO_COME
            case ["if", c, point]: return self.of(point, who) if 1 in self.of(c, who) else TO_COME
            case ["nth", n, steps, way, name, such]:
                found = sorted(known(r[way]) or r[way].least for r, t in self.elements(
                    ["records", steps], name, who) if every([t, self.of(such, {**who, name: r})]) == {1})
                return found[n] if n < len(found) else TO_COME
            case ["first known" | "earliest" | "last of" as pick, *points]:
                days = [p for p in (self.of(p, who) for p in points) if known(p)] or [TO_COME]
                return (days if pick == "first known" else sorted(days, key=day_of))[-(pick == "last of")]
            case ["field", side, name]:
                at, ways = f"{who[side]['about']} {name}", who[side]["kinds"].get(name, {}).get("answers", ())
                return self.open(at, at, ways) if (value := self.told(who[side], name)[0]) is None else value
            case ["and", *parts]: return every(self.of(p, who) for p in parts)
            case ["then", a, b]: return every([t, self.of(b, who)]) if (t := self.of(a, who)) - {0} else t
            case ["or", *parts]: return no(every(no(self.of(p, who)) for p in parts))
            case ["not" | "now" as way, of]: return (no if way == "not" else by_now)(self.of(of, who))
            case ["later", of]: return {int(t == LATER) for t in self.of(of, who)}
            case ["to come", of]: return {int(is_open(at := day_of(self.of(of, who))) and at.later)}
            case ["alone", of]: return self.of(of, {**who, "that": None})
            case ["closed"]: return {int(self.closed)}
            case ["live", exception]: return self.live[exception]
            case ["known", of]: return {int(not is_open(day_of(self.of(of, who))))}
            case ["stated", [_, at, by]]: return {1 - (who[at]["fields"].get(by, {}).get("value") is None)}
            case ["share", of, name, such, times, plus, each]:
                if is_open(items := self.elements(of, name, who)):
                    return {LATER} if items.later else self.ask((repr(form[2:]), items.key), items.about)
                late, who = such[0] == "later", {**who, "next": who["that"]}
                truths = [every([t, self.of(such[1] if late else such, {**who, name: r})]) for r, t in items]
                if late: truths = [{int(t == LATER) for t in truth} for truth in truths]
                sets = [{(int(t == 1), int(t > 0)) for t in truth} for truth in truths]  # by now, in the end
                both = fold(lambda a, b: (a[0] + b[0], a[1] + b[1]), [{(0, 0)}, *sets])
                return {(0, LATER, 1)[sum(times * n >= plus + each * len(items) for n in p)] for p in both}
            case ["minute", i, at, n]: return self.clock(self.of(at, who), n)[i]
            case ["day of", at]: return m if is_open(m := self.of(at, who)) else date.fromordinal(m // 1440)
            case ["not timed", op, *at, n]:  # hours between points, by what is not stated
                if len({*(s := [self.clock(self.of(p, who), 0) for p in at])}) < len(at): return {op == "<="}
                return self.ask((op, n, *s), " & ".join(sorted({t for *_, told in s for t in told})))
            case ["add", point, *how]: return self.sum(day_of(self.of(point, who)), *how)
            case ["latest", *how]: return self.latest(*how, who)
            case [op, *v]:
                v = [self.of(side, who) for side in v]
                if op in ("=", "before", "has") or op[0] in "<>": return self.compare(op, *v)
                v = [day_of(side) for side in v]
                if any(map(is_open, v)): return TO_COME if TO_COME in v else self.open(*self.derived(op, v))
                if op in SIGNS or op == "year":
                    return on(v[0].year + v[1], *v[2:]) if op == "year" else SIGNS[op](*v)
                listed = v[0] if isinstance(v[0], list) else v
                return Fraction(len(listed)) if op == "count" else (listed or [""])[-(op == "last")]
    def latest(self, points, of, hi, on, who):  # what began in time and ended by then moves it
        by = min(known(self.of(on, who)) or self.now, self.now)
        found = [(r, by_now(t)) for s in of for r, t in self.candidates(s) if (known(r["end"]) or by) <= by]
        days = [day_of(self.of(p, who)) for p in points] + [Open(1, "?") for _, t in found if len(t) > 1]
        if opened := [day for day in days if is_open(day)]: return opened[0]
        for start, end in sorted((r["start"], r["end"]) for r, t in found if t == {1} and known(r["end"])):
            if start <= (hi and known(self.sum(max(days), *hi, [], [])) or start): days.append(end)
        return max(days)
    def clock(self, at, n):  # the first and last minute of a point, so many hours on, and what is not stated
        if is_open(day := day_of(at)) and day.later: return day, day, ()
        if is_open(day): return self.now.toordinal() * 1440, 10 ** 10, (day.about,)
        _, r, which = at
        near = [(o["order"], o["time"]) for o in self.past if o["start"] == day and o["time"] and o["order"]]
        low = r["time"] or max(["00:00", *(t for by, t in near if by < (r["order"] or 0))])
        high = r["time"] or min(["23:59", *(t for by, t in near if by > (r["order"] or by))])
        ends = which == "end" and (r["start"] != r["ends"] or r["step"] in self.rules["intervals"])
        if ends or low > high: low, high = low if r["start"] == day and low <= high else "00:00", "23:59"
        low, high = (day.toordinal() * 1440 + int(t[:2]) * 60 + int(t[3:]) for t in (low, high))
        return low + 60 * n, high + 60 * n, (f"{r['about']}{' 止' * ends} 时间",) * (low < high)
    def sum(self, start, n, unit, options, less, bare=None):  # so many units on, with the days passed over
        if is_open(start) and start.least:
            return start._replace(least=known(self.sum(start.least, n, unit, options, less)), most=None)
        if is_open(start) and not start.later: return self.open(*self.derived((n, unit), [start]))
        if is_open(start) or start == date.max: return start
        runs = [(r["start"], r["ends"] or self.now) for s in less for r, t in self.candidates(s) if t - {0}]
        day, off, left, step = start, [], n, -1 if "back" in options else 1
        def rests():  # a year without a notice: as much worked as can be (bare: 0), or nothing (1)
            year, years = str(day.year), self.rules["bare"] if bare is not None else ()
            if year in years: return bare or str(day) in years[year]
            return not self.rules["calendar"][year].get(str(day), day.weekday() < 5)
        try:
            if unit in MONTHS and n:
                (year, month), left = divmod(day.year * 12 + day.month - 1 + step * n * MONTHS[unit], 12), 0
                day = on(year, month + 1, day.day)
            while left and (day := day + step * DAY):
                if any(a <= day <= b for a, b in runs) or unit == "workday" and rests(): off.append(day)
                else: left -= 1
            def gives(d): return self.sum(d, n, unit, [*{"roll", "full_days"} & {*options}], less, bare)
            while "until" in options and gives(day + DAY) <= start: day += DAY  # back is no inverse: take
            while "until" in options and gives(day) > start: day -= DAY  # the last from which it is no later
            day += DAY * ("full_days" in options and n > 0 and step > 0)
            while "roll" in options and step > 0 and rests(): off, day = [*off, day], day + DAY
        except (KeyError, ValueError, OverflowError, TypeError):  # the calendar does not reach so far
            ends = [known(self.sum(start, n, unit, options, less, b)) for b in (0, 1) if bare is None]
            key, (least, most) = ("calendar", start, n, unit, *options), ends[::step] or (None, None)
            day, off = Open(key, f"calendar {start}", None, least, False, most), []
        if bare is not None: return day
        return self.sums.add(repr([start, n, unit, sorted(options), known(day), sorted(off)])) or day
    def elements(self, of, name, who):  # of a list, or other records of steps, each with whether it counts
        if of[0] == "records": return [(r, t) for s in of[1] for r, t in self.candidates(s) if not any(
                o and o["index"] == r["index"] and (o is not who["this"] or name == "mid" or same(r, o))
                for o in (who["that"], who["this"]))]
        if is_open(listed := self.of(of, who)): return listed
        about, kinds = f"{who[of[1]]['about']} {of[2]}", who[of[1]]["kinds"].get(of[2], {}).get("items", {})
        return [({"about": f"item {n} of {about}", "line": None, "kinds": kinds, "fields": {
            k: {"value": v} for k, v in (e if isinstance(e, dict) else {"它": e}).items()}}, {1})
            for n, e in enumerate([listed] if isinstance(listed, str) else listed)]
    def compare(self, op, *sides):
        a, b = map(day_of, sides)
        if op in ("before", "<="):
            self.pairs.add((known(a), known(b)))
            if known(a) and is_open(b) and b.least and a < b.least + DAY * (op == "<=" or b.later): return {1}
            if is_open(a) and a.least and known(b) and b < a.least: return {0}
            if known(a) and is_open(b) and b.most and (a > b.most or op != "<=" and a == b.most): return {0}
            if is_open(a) and a.most and known(b) and (a.most < b or op == "<=" and a.most == b): return {1}
            if all(is_open(v) and type(v.key) is tuple for v in (a, b)) and (
                    a.key[:2], a.key[3:4], b.key[3:4]) == (b.key[:2], ("workday",), ("workday",)):
                return {int(a.key[2] + ("full_days" in a.key) <= b.key[2])}  # both counted from one day
            if op == "before" and a == b and {type(s) for s in sides} == {At}: return self.same_day(*sides)
        opened = [v for v in (a, b) if is_open(v)]
        listed = op != "has" and all(v.answers for v in opened if v != TO_COME)
        self.met.update({v.key: (v.about, v.answers, None) for v in opened if v.answers and listed})
        if op == "<=" and len(opened) == 2 and a.later != b.later and (a if a.later else b).least:
            return {LATER if t == a.later else t for t in self.ask(*self.derived(op, (a, b)))}
        if any(v.later for v in opened): return {LATER}
        if opened and (listed or (op, a) == ("=", b)): return {1} if (op, a) == ("=", b) else {0, 1}
        if opened or isinstance(a, tuple) and isinstance(b, tuple) and a[1] != b[1]:  # lengths in other units
            settles = (opened[0].key, b if a in opened else a) if op == "=" and len(opened) == 1 else None
            return self.ask(*self.derived(op, (a, b)), settles)
        def words(v): return (v, *self.pack["read_as"].get(v, ())) if isinstance(v, str) else (v,)
        if op == "has": return {int(b in a if isinstance(a, str) else any(b in words(e) for e in a))}
        return {int(type(a) is type(b) and b in words(a) if op == "=" else SIGNS.get(op, le)(a, b))}
    def same_day(self, a, b):  # which came first: by times, by stated order, else it is a question
        one, two = a.record["index"], b.record["index"]
        if one == two: return {int(a.record["step"] != b.record["step"])}
        for by in ("time", "order"):
            x, y = (r[by] if which == "start" or r["start"] == r["ends"] else None for _, r, which in (a, b))
            if None not in (x, y) and x != y: return {int(x < y)}
        return (set if one < two else no)(self.ask(about := "order {} {}".format(*sorted((one, two))), about))
    def candidates(self, step):  # the records that may stand for a step, and whether each counts
        if step not in self.stood:  # a rule may ask about its own step: it sees the records as they stand
            self.stood[step] = [(r, {1}) for r in self.past if r["step"] == step]
            self.stood[step] = [
                (self.holder({**r, "start": day or r["start"]}, step, day or r["ends"]), t)
                for s in self.rules["sources"][step] for r in self.past if s["step"] == r["step"]
                for when in [self.of(s["when"], self.who(r))] if when != {0}
                for t in [every([when, self.of(s["counts"], self.who(r))])]
                for day in [s["on"] and known(self.of(s["on"], self.who(r)))]]
        return self.stood[step]
    def decide(self, way, who):  # the states that a decision may lead to, and the leaves on the way
        if type(way) is str: return {way}
        if "by" in way: return self.leaves.append((way["by"], way["parts"])) or self.decide(way["of"], who)
        return {s for t in sorted(self.of(way[0], who))[::-1] for s in self.decide(way[2 - t], who)}
    def shown(self, part, who):  # the records that serve, those that do not, and the last day
        own = [[[named(who["this"])] if who["this"] else [], [], last := known(self.of(part["last"], who))]]
        if "each" in part:
            if is_open(of := self.elements(part["each"], "item", who)): return [[[], [], None]]
            return [f for i, _ in of for p in part["parts"] for f in self.shown(p, {**who, "item": i})] or own
        if not part["step"]: return own
        found = [(named(r), t if t == {0} else every([t, self.of(part["such"], {**who, "that": r})]))
                 for r, t in self.candidates(part["step"]) if not same(r, who["this"])]
        return [[[name for name, t in found if t == {1}], [name for name, t in found if t != {1}],
                 None if any(LATER in t for _, t in found) else last]]
    def states(self, rule, tree, this, of):  # on one activation, what they rest on, how the exceptions stand
        if rule["every"] and (known(this["end"]) or date.max) > self.closing: self.now = self.closing
        who = self.who(of)
        counts = [t for r, t in self.candidates(rule["step"]) if same(r, of)] if rule["step"] else [{1}]
        guard = by_now(every([self.of(rule["when"], who), *(counts or [{0}])]))
        if guard == {0}: return {"not_applicable"}, [], []
        self.live = {e: by_now(self.of(holds, who)) for e, holds in rule["exceptions"]}
        states = self.decide(tree, self.who(this)) | ({"not_applicable"} if 0 in guard else set())
        parts = next((parts for _, parts in sorted(self.leaves, key=lambda leaf: len(leaf[0])) if parts), ())
        by = self.leaves[0][0] if all(ids == self.leaves[0][0] for ids, _ in self.leaves) else []
        return states, [p for part in parts for p in self.shown(part, self.who(this))], [
            [e, 1 in t if len(t) < 2 else None, e in by] for e, t in self.live.items()]
    def about(self, rule):  # what a rule is about, and whom its conditions ask
        records = [r for r, t in self.candidates(rule["step"]) if t != {0}] if rule["step"] else [None]
        if not rule["every"]: return [(r, r) for r in records]
        found, (n, unit) = [], rule["every"]
        for r in records:
            since, *ends = (known(self.of(rule[key], self.who(r))) for key in ("since", "from"))
            while ends[-1] and ends[-1] < self.closing:
                end, start = self.sum(ends[0], len(ends) * n, unit, [], []), ends[-1] + DAY
                this = {"index": ~len(found), "line": None, "start": start, "fields": {"起": {"value": start}}}
                this, ends = {**self.holder(this, "", known(end)), "end": end}, [*ends, known(end)]
                found += [(this, r or this)] * (not known(end) or end >= since)
        return found
def derive(proof, pack, rule, version, reading, pair, claim):  # what is wrong with a claim
    todo, seen, tried, met, first, asked = [{}], [], set(), set(), None, {*claim.get("questions", ())}
    while todo:  # over all answers to what is open, those first that the claim says matter
        states, *rest = (view := View(proof, pack, given := todo.pop())).states(rule, reading["state"], *pair)
        first, met = first or (view, *rest), met | {about for about, *_ in view.met.values()}
        ways = [(about not in asked, len(c), str(key), key) for key, (about, c, _) in view.met.items() if c]
        if len(states) == 1 or not ways or len(seen) >= LEAVES: seen.append(states)
        else:
            about, choices, settles = view.met[key := min(ways)[-1]]
            tried.add(about)
            todo += [{**given, **dict([settles] if c is True and settles else []), key: c} for c in choices]
    seen, (view, parts, stand) = set().union(*seen), first
    state = "violated" if seen == {"violated", "cured"} else "unknown" if seen - FINE else "holding"
    truth = {"state": [*seen][0] if len(seen) == 1 else state}
    faults = [f"期日 sum: {made}" for made, said in claim["sums"] if repr(made) not in view.sums or said and (
        tuple(said[:2]) not in view.pairs or None not in said[:2] and said[2] != (said[0] <= said[1]))]
    if reading["default"]:
        faults += [f"事实 fact: {f}" for f in claim["facts"] if all(
            h["about"] != f[0] or f[2:] != view.told(h, f[1]) for h in (view.case, *view.past))]
        if not (asked and tried <= asked <= met if len(seen) > 1 else not asked): faults += ["待定问题 questions"]
        if claim["outcomes"] and {*claim["outcomes"]} != seen: faults.append(f"各答案 outcomes: {sorted(seen)}")
        lasts = {p[2] for p in parts} if truth["state"] in ("pending", "violated", "unknown") else {None}
        last = claim["last_day"] if claim["last_day"] in lasts else next(iter(lasts), None)
        late = last and truth["state"] == "violated" and max((proof["on"] - last).days, 0) or None
        truth |= {"last_day": last, "days_late": late, "version": [version["start"], version["until"]],
                  "parts": parts, "exceptions": stand}
    return faults + [f"{k}: {claim[k]} ≠ {v}" for k, v in truth.items() if claim[k] != v]
def check(proof):  # each finding that should be there is derived and held against the one claimed
    left, wrong = list(proof["findings"]), []
    for pack in proof["rules"]["packs"]:
        view = View(proof, pack, {})
        outside = any(by_now(view.of(c, view.who(None))) == {1} for c in pack["out_of_scope"])
        for rule, pair in ((r, p) for r in pack["rules"] for p in not outside and view.about(r) or [None]):
            version = pair and next((v for v in rule["versions"] if view.of(
                v["applies"], {**view.who(pair[1]), "self": pair[0]}) == {1}), None)
            for reading in version["readings"] if version else [None]:
                key = [rule["id"], named(*pair) if pair else "", reading["name"] if reading else ""]
                claim = next((c for c in left if c["key"] == key), None)
                if claim and reading: bad = derive(proof, pack, rule, version, reading, pair, claim)
                else: bad = [f"{claim} is idle"] * (claim != {"key": key, "state": "not_applicable"})
                left, wrong = [c for c in left if c is not claim], wrong + [" ".join((*key, w)) for w in bad]
    return wrong + [f"{c['key']}: 多出的结论 no such finding" for c in left]
def check_file(case, content):  # it is the file that was checked, and says there what is said of it
    if hashlib.sha256(content).hexdigest() != case["sha256"]: return ["案卷文件不同 not the case that was checked"]
    lines = re.split("\r\n|\r|\n", content.decode("utf-8-sig"))
    dated = ((r["step"], {**r["dated"], "value": r["start"]}) for r in case["records"])
    told = [*case["facts"].items(), *dated, *(f for r in case["records"] for f in r["fields"].items())]
    return [f"第 {n} 行 line {n}: {at} = {v}" for at, e in told
            for said, v, n in [(e.get("words"), e["value"], e["line"])]
            if said and v is not None and not (0 < n <= len(lines) and said in lines[n - 1] and (
                (said in YES) is v if type(v) is bool else str(v) in said or type(v) is not date))]
def main(path, *options):
    given = dict(zip(options[::2], options[1::2]))
    try:
        proof = json.loads(text := open(path, encoding="utf-8").read(), object_hook=read)
        said = (rules := json.loads(text)["rules"]).pop("digest")
        made = hashlib.sha256(json.dumps(rules, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
        faults = check_file(proof["case"], open(given["--case"], "rb").read()) if "--case" in given else []
        faults += ["规则摘要不同 the rules are others"][said == given.get("--rules", said) == made:] + check(proof)
    except Exception as error: return print(f"读不了 cannot read it: {error!r}", file=sys.stderr) or 2
    print(*faults or [f"{len(proof['findings'])} 项结论都成立 findings hold; 规则 rules {made}"], sep="\n")
    return int(bool(faults))
if __name__ == "__main__": sys.exit(main(*sys.argv[1:]) if len(sys.argv) % 2 == 0 else print(__doc__) or 2)
