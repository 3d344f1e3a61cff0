"""States that need no record of their own: those of ISO 3166-1, with their ids, and former ones of ISO 3166-3.

A reference to `uzbekistan` leads to a state that the register knows, unless a record of that id, or of its code, is
there. What it is called in a brief comes from CLDR by its code; CLDR names no former state, so those have a name here.
"""

from __future__ import annotations

from collections.abc import Mapping

REGISTER = "ISO 3166-1"
FORMER_REGISTER = "ISO 3166-3"

_TODAY = """
    afghanistan:AF aland-islands:AX albania:AL algeria:DZ american-samoa:AS andorra:AD angola:AO anguilla:AI
    antarctica:AQ antigua-and-barbuda:AG argentina:AR armenia:AM aruba:AW australia:AU austria:AT azerbaijan:AZ
    bahamas:BS bahrain:BH bangladesh:BD barbados:BB belarus:BY belgium:BE belize:BZ benin:BJ bermuda:BM
    bhutan:BT bolivia:BO bosnia-and-herzegovina:BA botswana:BW bouvet-island:BV brazil:BR
    british-indian-ocean-territory:IO british-virgin-islands:VG brunei:BN bulgaria:BG burkina-faso:BF burundi:BI
    cambodia:KH cameroon:CM canada:CA cape-verde:CV caribbean-netherlands:BQ cayman-islands:KY
    central-african-republic:CF chad:TD chile:CL china:CN christmas-island:CX cocos-islands:CC colombia:CO
    comoros:KM congo-brazzaville:CG congo-kinshasa:CD cook-islands:CK costa-rica:CR cote-divoire:CI croatia:HR
    cuba:CU curacao:CW cyprus:CY czechia:CZ denmark:DK djibouti:DJ dominica:DM dominican-republic:DO ecuador:EC
    egypt:EG el-salvador:SV equatorial-guinea:GQ eritrea:ER estonia:EE eswatini:SZ ethiopia:ET
    falkland-islands:FK faroe-islands:FO fiji:FJ finland:FI france:FR french-guiana:GF french-polynesia:PF
    french-southern-territories:TF gabon:GA gambia:GM georgia:GE germany:DE ghana:GH gibraltar:GI greece:GR
    greenland:GL grenada:GD guadeloupe:GP guam:GU guatemala:GT guernsey:GG guinea:GN guinea-bissau:GW guyana:GY
    haiti:HT heard-and-mcdonald-islands:HM honduras:HN hong-kong:HK hungary:HU iceland:IS india:IN indonesia:ID
    iran:IR iraq:IQ ireland:IE isle-of-man:IM israel:IL italy:IT jamaica:JM japan:JP jersey:JE jordan:JO
    kazakhstan:KZ kenya:KE kiribati:KI kosovo:XK kuwait:KW kyrgyzstan:KG laos:LA latvia:LV lebanon:LB lesotho:LS
    liberia:LR libya:LY liechtenstein:LI lithuania:LT luxembourg:LU macao:MO madagascar:MG malawi:MW malaysia:MY
    maldives:MV mali:ML malta:MT marshall-islands:MH martinique:MQ mauritania:MR mauritius:MU mayotte:YT
    mexico:MX micronesia:FM moldova:MD monaco:MC mongolia:MN montenegro:ME montserrat:MS morocco:MA
    mozambique:MZ myanmar:MM namibia:NA nauru:NR nepal:NP netherlands:NL new-caledonia:NC new-zealand:NZ
    nicaragua:NI niger:NE nigeria:NG niue:NU norfolk-island:NF north-korea:KP north-macedonia:MK
    northern-mariana-islands:MP norway:NO oman:OM pakistan:PK palau:PW palestinian-territories:PS panama:PA
    papua-new-guinea:PG paraguay:PY peru:PE philippines:PH pitcairn-islands:PN poland:PL portugal:PT
    puerto-rico:PR qatar:QA reunion:RE romania:RO russia:RU rwanda:RW saint-barthelemy:BL saint-helena:SH
    saint-kitts-and-nevis:KN saint-lucia:LC saint-martin:MF saint-pierre-and-miquelon:PM
    saint-vincent-and-grenadines:VC samoa:WS san-marino:SM sao-tome-and-principe:ST saudi-arabia:SA senegal:SN
    serbia:RS seychelles:SC sierra-leone:SL singapore:SG sint-maarten:SX slovakia:SK slovenia:SI
    solomon-islands:SB somalia:SO south-africa:ZA south-georgia-and-south-sandwich-islands:GS south-korea:KR
    south-sudan:SS spain:ES sri-lanka:LK sudan:SD suriname:SR svalbard-and-jan-mayen:SJ sweden:SE switzerland:CH
    syria:SY taiwan:TW tajikistan:TJ tanzania:TZ thailand:TH timor-leste:TL togo:TG tokelau:TK tonga:TO
    trinidad-and-tobago:TT tunisia:TN turkiye:TR turkmenistan:TM turks-and-caicos-islands:TC tuvalu:TV
    u-s-outlying-islands:UM u-s-virgin-islands:VI uganda:UG ukraine:UA united-arab-emirates:AE united-kingdom:GB
    united-states:US uruguay:UY uzbekistan:UZ vanuatu:VU vatican-city:VA venezuela:VE vietnam:VN
    wallis-and-futuna:WF western-sahara:EH yemen:YE zambia:ZM zimbabwe:ZW
"""

STATES: Mapping[str, str] = dict(pair.split(":") for pair in _TODAY.split())
"""The two letters of each state and territory, by its id: its English name in CLDR as one types it."""

FORMER: Mapping[str, tuple[str, str]] = {
    "burma": ("BU", "Burma"),
    "czechoslovakia": ("CS", "Czechoslovakia"),
    "dahomey": ("DY", "Dahomey"),
    "east-germany": ("DD", "German Democratic Republic"),
    "east-timor": ("TP", "East Timor"),
    "netherlands-antilles": ("AN", "Netherlands Antilles"),
    "new-hebrides": ("NH", "New Hebrides"),
    "serbia-and-montenegro": ("CS", "Serbia and Montenegro"),
    "south-vietnam": ("VD", "Viet-Nam, Democratic Republic of"),
    "south-yemen": ("YD", "Democratic Yemen"),
    "southern-rhodesia": ("RH", "Southern Rhodesia"),
    "soviet-union": ("SU", "Soviet Union"),
    "upper-volta": ("HV", "Upper Volta"),
    "yugoslavia": ("YU", "Yugoslavia"),
    "zaire": ("ZR", "Zaire"),
}
"""Those that are no more: the two letters that they had (some were given to another since), and their name."""

ALSO_CALLED: Mapping[str, str] = {
    "britain": "united-kingdom",
    "cabo-verde": "cape-verde",
    "congo": "congo-brazzaville",
    "czech-republic": "czechia",
    "democratic-republic-of-the-congo": "congo-kinshasa",
    "drc": "congo-kinshasa",
    "gdr": "east-germany",
    "great-britain": "united-kingdom",
    "holland": "netherlands",
    "ivory-coast": "cote-divoire",
    "macau": "macao",
    "macedonia": "north-macedonia",
    "palestine": "palestinian-territories",
    "republic-of-korea": "south-korea",
    "republic-of-the-congo": "congo-brazzaville",
    "russian-federation": "russia",
    "swaziland": "eswatini",
    "the-netherlands": "netherlands",
    "turkey": "turkiye",
    "uae": "united-arab-emirates",
    "uk": "united-kingdom",
    "us": "united-states",
    "usa": "united-states",
    "ussr": "soviet-union",
    "vatican": "vatican-city",
    "viet-nam": "vietnam",
}
"""What people type for some of them, to be told the id: only the id itself is taken."""
