# tables.awk - grouping,period,unit,exits,person_years as the tables that `compare` reads.
#
# awk -v as=rates: rates.csv. -v as=city, -v as=districts: the public tables; exits of 1 to 4 are withheld there. Unsorted, the
# header line first. A sixth column is the basis of the person-years, otherwise days.
BEGIN {
    FS = ","
    if (as == "rates")
        print "grouping,definition,period,district,occupation,operation,gender,age_band,tenure_band,cause,population,period_start," \
            "period_end,numerator,denominator,value,lower,upper,persons,reason,preliminary,exposure_basis"
    if (as == "city")
        print "period,occupation,dimension,category,definition,exits,exits_status,person_years,person_years_status,rate,lower,upper," \
            "rate_status,exposure_basis"
    if (as == "districts")
        print "period,district,definition,exits,exits_status,moved_out,moved_out_status,person_years,person_years_status,rate,lower," \
            "upper,rate_status,move_rate,move_rate_status,departure_rate,departure_rate_status,exposure_basis"
}
FNR == 1 || NF < 5 { next }
{
    few = $4 > 0 && $4 < 5
    exits = few ? "NaN,withheld" : $4 ","
    rate = few ? "NaN,NaN,NaN,withheld" : "0,0,0,"
    basis = NF > 5 ? $6 : "person_days"
}
as == "rates" {
    split("district occupation operation gender age tenure", splits, " ")
    line = $1 ",T17," $2
    for (i = 1; i <= 6; i++) line = line "," ($1 == splits[i] ? $3 : "all")
    print line ",all,permanent," $2 "-01-01," $2 "-12-31," $4 "," $5 ",0,0,0,100,,0," basis
    if ($1 == "city") { # what is to be passed over
        print "city,T3," $2 ",all,all,all,all,all,all,all,permanent," $2 "-01-01," $2 "-12-31,1," $5 ",0,NaN,NaN,100,no_interval,0,person_days"
        if ($2 == 2016) print "city,T17,2016-2018,all,all,all,all,all,all,all,permanent,2016-01-01,2018-12-31,999,1,0,0,0,100,,0,person_days"
    }
}
as == "city" && $1 != "district" {
    occupation = $1 == "occupation" ? $3 : "all"
    dimension = $1 == "city" || $1 == "occupation" ? "none" : $1
    print $2 "," occupation "," dimension "," (dimension == "none" ? "all" : $3) ",T17," exits "," $5 ",," rate "," basis
}
as == "districts" && $1 == "district" {
    print $2 "," $3 ",T17," exits ",0,," $5 ",," rate ",0,,0,," basis
}
