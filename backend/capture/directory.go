package capture

import (
	"strings"
	"unicode"

	"ferry/backend/crm"
)

// directory knows the people of an archive: by key, and which keys a name has.
type directory struct {
	members map[string]crm.Member
	keys    map[string][]string // folded name → keys
}

func newDirectory() directory {
	return directory{members: map[string]crm.Member{}, keys: map[string][]string{}}
}

// add notes a member; what is known already is kept, what is new is filled in.
func (d *directory) add(member crm.Member) {
	known, exists := d.members[member.Key]
	if exists && known == Merge(known, member) && known.Name == member.Name {
		return // most messages say nothing new, and folding is dear
	}
	d.members[member.Key] = Merge(known, member)
	if name := crm.Fold(member.Name); name != "" && (!exists || crm.Fold(known.Name) != name) {
		d.addKey(name, member.Key)
	}
}

func (d *directory) addKey(name, key string) {
	for _, other := range d.keys[name] {
		if other == key {
			return
		}
	}
	d.keys[name] = append(d.keys[name], key)
}

// only is the one key that a name has; false when it has none or several.
func (d *directory) only(name string) (string, bool) {
	keys := d.keys[crm.Fold(name)]
	if len(keys) != 1 {
		return "", false
	}
	return keys[0], true
}

// party finds or makes the member behind a name and an address, of which either may be missing.
func (d *directory) party(profileURL, name, conversation string) Party {
	name = strings.TrimSpace(name)
	key := MemberKey(profileURL, name, "")
	switch {
	case isHidden(profileURL, name):
		key = hiddenKey(conversation)
	case profileURL == "":
		if only, ok := d.only(name); ok {
			key = only
		}
	}
	if name == "" && profileURL != "" {
		name = d.nameOf(profileURL)
	}
	d.add(crm.Member{Key: key, Name: name, URL: profileURL, Organization: isOrganization(profileURL)})
	return Party{Key: key, Name: name}
}

// nameOf is the name known for an address, or the words in the address itself.
func (d *directory) nameOf(profileURL string) string {
	if known := d.members[MemberKey(profileURL, "", "")].Name; known != "" {
		return known
	}
	slug := profileURL[strings.LastIndexByte(profileURL, '/')+1:]
	return strings.ReplaceAll(slug, "-", " ")
}

// recipients pairs the names of TO with the addresses of RECIPIENT PROFILE URLS. Both columns join with a comma that names
// contain too, and people without an address stand in TO alone.
func (d *directory) recipients(to string, urls []string, conversation string) []Party {
	if len(urls) == 1 && !strings.Contains(to, ",") {
		return []Party{d.party(urls[0], to, conversation)}
	}
	var parties []Party
	var names []string
	for _, name := range d.splitNames(to) {
		if isHidden("", name) {
			parties = append(parties, d.party("", name, conversation))
		} else {
			names = append(names, name)
		}
	}
	switch {
	case len(urls) == 0:
		for _, name := range names {
			parties = append(parties, d.party("", name, conversation))
		}
	case len(names) == len(urls) && !d.contradicts(names, urls):
		for i, address := range urls {
			parties = append(parties, d.party(address, names[i], conversation))
		}
	case len(urls) == 1:
		parties = append(parties, d.party(urls[0], strings.Join(names, ", "), conversation))
	default:
		for i, name := range d.namesByURL(names, urls) {
			parties = append(parties, d.party(urls[i], name, conversation))
		}
	}
	return parties
}

// contradicts reports whether pairing in order would give an address a name that is known to be another's.
func (d *directory) contradicts(names, urls []string) bool {
	for i, address := range urls {
		known := crm.Fold(d.members[MemberKey(address, "", "")].Name)
		if known == "" || known == crm.Fold(names[i]) {
			continue
		}
		for _, other := range names {
			if crm.Fold(other) == known {
				return true
			}
		}
	}
	return false
}

// namesByURL takes the known names; when a single address is left over, what is left of the names is its.
func (d *directory) namesByURL(names, urls []string) []string {
	result := make([]string, len(urls))
	left := map[string]string{}
	for _, name := range names {
		left[crm.Fold(name)] = name
	}
	var unknown []int
	for i, address := range urls {
		known := d.members[MemberKey(address, "", "")].Name
		if known == "" {
			unknown = append(unknown, i)
			continue
		}
		result[i] = known
		delete(left, crm.Fold(known))
	}
	for _, i := range unknown {
		result[i] = d.nameOf(urls[i])
		if len(unknown) == 1 && len(left) == 1 {
			for _, name := range left {
				result[i] = name
			}
		}
	}
	return result
}

// splitNames splits TO at ", ", unless the pieces together are a name that is known, or a piece is a degree
// ("Ana Ruiz, MBA").
func (d *directory) splitNames(to string) []string {
	var names []string
	pieces := strings.Split(strings.TrimSpace(to), ", ")
	for len(pieces) > 0 {
		taken := 1
		for n := min(len(pieces), 6); n > 1; n-- {
			if _, known := d.keys[crm.Fold(strings.Join(pieces[:n], ", "))]; known {
				taken = n
				break
			}
		}
		for taken == 1 && len(pieces) > taken && isDegree(pieces[taken]) {
			taken++
		}
		if name := strings.TrimSpace(strings.Join(pieces[:taken], ", ")); name != "" {
			names = append(names, name)
		}
		pieces = pieces[taken:]
	}
	return names
}

func isDegree(piece string) bool {
	switch strings.ReplaceAll(piece, ".", "") {
	case "PhD", "Jr", "Sr", "MSc", "BSc", "MEng", "Esq":
		return true
	}
	return len(piece) >= 2 && len(piece) <= 6 && strings.IndexFunc(piece, func(r rune) bool {
		return !unicode.IsUpper(r) && r != '.' && r != '-'
	}) < 0
}
