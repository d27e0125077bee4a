package capture

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"ferry/backend/crm"
)

// opaqueSlug is the encoded member id that LinkedIn puts in place of a chosen address. Unlike a chosen one it is
// sensitive to letter case.
var opaqueSlug = regexp.MustCompile(`^A(Co|Cw|EM)AA[A-Za-z0-9_-]{20,}$`)

// ProfileURL brings the address of a LinkedIn profile, company or Sales Navigator lead to one form:
// "https://www.linkedin.com/in/ana-ruiz", whatever the country host, letter case, language suffix, query or final slash. It
// is "" for anything that is not on linkedin.com.
func ProfileURL(raw string) string {
	raw = strings.TrimSpace(raw)
	if !strings.Contains(raw, "://") {
		raw = "https://" + raw
	}
	address, err := url.Parse(raw)
	if err != nil || (address.Scheme != "http" && address.Scheme != "https") || address.User != nil {
		return ""
	}
	host := strings.ToLower(address.Host)
	if host != "linkedin.com" && !strings.HasSuffix(host, ".linkedin.com") {
		return ""
	}
	parts := strings.FieldsFunc(address.Path, func(r rune) bool { return r == '/' })
	if len(parts) < 2 {
		return ""
	}
	return profileOf(parts)
}

// profileOf joins the parts of a path that tell who it is.
func profileOf(parts []string) string {
	kind := strings.ToLower(parts[0])
	switch kind {
	case "in", "company", "school", "showcase":
		parts = parts[1:2]
	case "sales": // sales/lead/ID,NAME_SEARCH,xyz or sales/company/ID
		if len(parts) < 3 {
			return ""
		}
		kind += "/" + strings.ToLower(parts[1])
		id, _, _ := strings.Cut(parts[2], ",")
		parts = []string{id}
	case "pub": // the form before 2012: pub/name/1/2/3
		parts = parts[1:]
	default:
		return ""
	}
	for i, part := range parts {
		if !opaqueSlug.MatchString(part) {
			part = strings.ToLower(norm.NFC.String(part))
		}
		parts[i] = url.PathEscape(part)
	}
	return "https://www.linkedin.com/" + kind + "/" + strings.Join(parts, "/")
}

// SameName reports whether two names may be one person's: all words of the shorter one stand in the longer one, so that
// "Ana Ruiz" is "Ana María Ruiz López". One word proves nothing.
func SameName(a, b string) bool {
	short, long := strings.Fields(crm.Fold(a)), strings.Fields(crm.Fold(b))
	if len(short) > len(long) {
		short, long = long, short
	}
	for _, word := range short {
		if !slices.Contains(long, word) {
			return false
		}
	}
	return len(short) > 1 || (len(short) == 1 && len(long) == 1)
}

// hiddenNames are what LinkedIn writes for somebody who closed the account or blocked the owner, in the languages its
// archive was seen in. Two of them are not the same person.
var hiddenNames = map[string]bool{
	"linkedin member": true, "miembro de linkedin": true, "usuario de linkedin": true, "membre de linkedin": true,
	"linkedin mitglied": true, "membro do linkedin": true,
}

// MemberKey is the key of a member: by profile URL where there is one, else by name and company.
func MemberKey(profileURL, name, company string) string {
	if profileURL != "" {
		return "url:" + profileURL
	}
	return "name:" + foldOrKeep(name) + "|" + foldOrKeep(company)
}

// BareKeys gives the ends between which the keys of all who are known by the name alone stand, whatever their company: from
// the first up to but not the second. With "" it is the keys of all who are known by name alone.
func BareKeys(name string) (from, until string) {
	if name == "" {
		return "name:", "name;"
	}
	key := "name:" + foldOrKeep(name)
	return key + "|", key + "}"
}

// foldOrKeep folds a name, unless nothing but punctuation or emoji would be lost by it.
func foldOrKeep(name string) string {
	if folded := crm.Fold(name); folded != "" {
		return folded
	}
	return strings.ToLower(strings.TrimSpace(name))
}

// hiddenKey keeps nameless people of different conversations apart.
func hiddenKey(conversation string) string {
	return hiddenPrefix + conversation
}

const hiddenPrefix = "name:linkedin member|conversation "

// IsHidden reports whether LinkedIn shows no name of the member any more.
func IsHidden(member crm.Member) bool { return strings.HasPrefix(member.Key, hiddenPrefix) }

func isHidden(profileURL, name string) bool {
	return profileURL == "" && (strings.TrimSpace(name) == "" || hiddenNames[crm.Fold(name)])
}

func isOrganization(profileURL string) bool {
	for _, kind := range []string{"/company/", "/school/", "/showcase/", "/sales/company/"} {
		if strings.Contains(profileURL, kind) {
			return true
		}
	}
	return false
}

// Merge fills what one source knows of a member with what another does; first wins where both know.
func Merge(first, second crm.Member) crm.Member {
	fill := func(into *string, from string) {
		if *into == "" {
			*into = from
		}
	}
	fill(&first.Key, second.Key)
	fill(&first.Name, second.Name)
	fill(&first.FirstName, second.FirstName)
	fill(&first.LastName, second.LastName)
	fill(&first.URL, second.URL)
	fill(&first.Email, second.Email)
	fill(&first.Company, second.Company)
	fill(&first.Title, second.Title)
	first.Organization = first.Organization || second.Organization
	return first
}
