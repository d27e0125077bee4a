package practice

import "slices"

// The record tables carry the columns the Sales application documents for them, as far as Ferry or its tests read them.

func recordTables() []*table {
	return []*table{accountTable(), contactTable(), leadTable(), opportunityTable(), currencyTable(), positionTable()}
}

func accountTable() *table {
	return &table{
		Name: "account", Set: "accounts", Schema: "Account", Label: "Account", Display: "name", Code: 1, Right: "Account",
		Owned: true, Keys: [][]string{{"accountnumber"}}, Columns: slices.Concat([]column{
			key("accountid", "Account"), text("name", "Account Name", 160), text("accountnumber", "Account Number", 20),
			text("websiteurl", "Website", 200), text("telephone1", "Main Phone", 50), text("emailaddress1", "Email", 100),
			memo("description", "Description", 2000),
		}, address(), []column{
			choice("industrycode", "Industry", nil, industries()...), plain(kindInteger, "numberofemployees", "Number of Employees"),
			plain(kindMoney, "revenue", "Annual Revenue"), currency(),
			lookup("primarycontactid", "Primary Contact", "contact"), lookup("parentaccountid", "Parent Account", "account"),
			in(spanish, several("new_markets", "Mercados", option{100000000, "Tranvías", 0}, option{100000001, "Metro ligero", 0},
				option{100000002, "Metro", 0}, option{100000003, "Ferrocarril", 0})),
			states("Active", "Inactive"), statuses(option{1, "Active", 0}, option{2, "Inactive", 1}),
			lookup("originatingleadid", "Originating Lead", "lead"),
		}, merges("account"), file("new_contract", "Contract"), owners(), stamps(), image()),
	}
}

func contactTable() *table {
	return &table{
		Name: "contact", Set: "contacts", Schema: "Contact", Label: "Contact", Display: "fullname", Code: 2, Right: "Contact",
		Owned: true, Keys: [][]string{{"externaluseridentifier"}},
		Columns: slices.Concat([]column{key("contactid", "Contact")}, personName(), emails(), address(), []column{
			memo("description", "Description", 2000),
			text("externaluseridentifier", "External User Identifier", 50), text("employeeid", "Employee", 50),
			text("salutation", "Salutation", 100), text("middlename", "Middle Name", 50), text("suffix", "Suffix", 10),
			text("nickname", "Nickname", 100), text("department", "Department", 100), text("fax", "Fax", 50),
			text("telephone2", "Home Phone", 50), text("managername", "Manager", 100), text("assistantname", "Assistant", 100),
			text("websiteurl", "Website", 200), text("address1_line2", "Street 2", 250), text("address1_county", "County", 50),
			plain(kindDate, "birthdate", "Birthday"), plain(kindMoney, "creditlimit", "Credit Limit"),
			plain(kindInteger, "numberofchildren", "No. of Children"),
			choice("preferredcontactmethodcode", "Preferred Method of Contact", int64(1), option{1, "Any", 0}, option{2, "Email", 0},
				option{3, "Phone", 0}, option{4, "Fax", 0}, option{5, "Mail", 0}),
			flag("donotemail", "Do not allow Emails", false), flag("donotphone", "Do not allow Phone Calls", false),
			flag("donotbulkemail", "Do not allow Bulk Emails", false), flag("creditonhold", "Credit Hold", false),
			lookup("parentcustomerid", "Company Name", "account", "contact"), currency(),
			choice("msdyn_orgchangestatus", "Not at Company Flag", int64(0), option{0, "No Feedback", 0},
				option{1, "Not at Company", 0}, option{2, "Ignore", 0}),
			states("Active", "Inactive"), statuses(option{1, "Active", 0}, option{2, "Inactive", 1}),
			lookup("originatingleadid", "Originating Lead", "lead"),
		}, merges("contact"), owners(), stamps(), image()),
	}
}

func leadTable() *table {
	return &table{
		Name: "lead", Set: "leads", Schema: "Lead", Label: "Lead", Display: "fullname", Code: 4, Right: "Lead",
		Owned: true, Closes: true,
		Columns: slices.Concat([]column{key("leadid", "Lead")}, personName(), emails(), address(), []column{
			text("subject", "Topic", 300), text("companyname", "Company Name", 100), memo("description", "Description", 2000),
			text("websiteurl", "Website", 200),
			choice("leadsourcecode", "Lead Source", nil, leadSources()...),
			lookup("parentcontactid", "Parent Contact for lead", "contact"),
			lookup("parentaccountid", "Parent Account for lead", "account"), currency(),
			lookup("qualifyingopportunityid", "Qualifying Opportunity", "opportunity"),
			states("Open", "Qualified", "Disqualified"),
			statuses(option{1, "New", 0}, option{2, "Contacted", 0}, option{3, "Qualified", 1}, option{4, "Lost", 2},
				option{5, "Cannot Contact", 2}, option{6, "No Longer Interested", 2}, option{7, "Canceled", 2}),
		}, merges("lead"), owners(), stamps()),
	}
}

func opportunityTable() *table {
	return &table{
		Name: "opportunity", Set: "opportunities", Schema: "Opportunity", Label: "Opportunity", Display: "name", Code: 3,
		Right: "Opportunity", Owned: true, Closes: true,
		Columns: slices.Concat([]column{
			key("opportunityid", "Opportunity"), text("name", "Topic", 300), memo("description", "Description", 2000),
			lookup("customerid", "Potential Customer", "account", "contact"),
			lookup("parentaccountid", "Account", "account"), lookup("parentcontactid", "Contact", "contact"),
			choice("salesstage", "Sales Stage", int64(0), option{0, "Qualify", 0}, option{1, "Develop", 0},
				option{2, "Propose", 0}, option{3, "Close", 0}),
			choice("salesstagecode", "Process Code", int64(1), option{1, "Default Value", 0}),
			text("stepname", "Pipeline Phase", 200),
			plain(kindMoney, "estimatedvalue", "Est. Revenue"), plain(kindMoney, "actualvalue", "Actual Revenue"),
			plain(kindMoney, "totalamount", "Total Amount"), plain(kindMoney, "budgetamount", "Budget Amount"), currency(),
			plain(kindDate, "estimatedclosedate", "Est. Close Date"), plain(kindDate, "actualclosedate", "Actual Close Date"),
			percent("closeprobability", "Probability"),
			flag("isrevenuesystemcalculated", "Revenue", false), lookup("originatingleadid", "Originating Lead", "lead"),
			states("Open", "Won", "Lost"),
			statuses(option{1, "In Progress", 0}, option{2, "On Hold", 0}, option{3, "Won", 1}, option{4, "Canceled", 2},
				option{5, "Out-Sold", 2}),
		}, owners(), stamps()),
	}
}

func currencyTable() *table {
	return &table{
		Name: "transactioncurrency", Set: "transactioncurrencies", Schema: "TransactionCurrency", Label: "Currency",
		Display: "currencyname", Code: 9105, Right: "TransactionCurrency",
		Columns: slices.Concat([]column{
			key("transactioncurrencyid", "Currency"), text("currencyname", "Currency Name", 100),
			text("isocurrencycode", "Currency Code", 5), text("currencysymbol", "Currency Symbol", 13),
			plain(kindInteger, "currencyprecision", "Currency Precision"), plain(kindNumber, "exchangerate", "Exchange Rate"),
			states("Active", "Inactive"), statuses(option{1, "Active", 0}, option{2, "Inactive", 1}),
		}, stamps()),
	}
}

func positionTable() *table {
	return &table{
		Name: "position", Set: "positions", Schema: "Position", Label: "Position", Display: "name", Code: 50, Right: "Position",
		Columns: slices.Concat([]column{
			key("positionid", "Position"), text("name", "Name", 100), memo("description", "Description", 2000),
			lookup("parentpositionid", "Parent Position", "position"),
		}, stamps()),
	}
}

func currency() column { return lookup("transactioncurrencyid", "Currency", "transactioncurrency") }

func personName() []column {
	return []column{
		server(text("fullname", "Full Name", 160)), text("firstname", "First Name", 50), text("lastname", "Last Name", 50),
		text("jobtitle", "Job Title", 100), text("telephone1", "Business Phone", 50), text("mobilephone", "Mobile Phone", 50),
	}
}

func emails() []column {
	return []column{
		text("emailaddress1", "Email", 100), text("emailaddress2", "Email Address 2", 100),
		text("emailaddress3", "Email Address 3", 100),
	}
}

func address() []column {
	return []column{
		text("address1_line1", "Street 1", 250), text("address1_city", "City", 80),
		text("address1_stateorprovince", "State/Province", 50), text("address1_postalcode", "ZIP/Postal Code", 20),
		text("address1_country", "Country/Region", 80),
	}
}

func industries() []option {
	return []option{{1, "Accounting", 0}, {7, "Consumer Services", 0}, {12, "Engineering", 0}, {16, "Heavy Industry", 0},
		{20, "Manufacturing", 0}, {29, "Transportation", 0}, {33, "Wholesale", 0}}
}

func leadSources() []option {
	return []option{{1, "Advertisement", 0}, {2, "Employee Referral", 0}, {3, "External Referral", 0}, {4, "Partner", 0},
		{7, "Trade Show", 0}, {8, "Web", 0}, {9, "Word of Mouth", 0}, {10, "Other", 0}}
}
