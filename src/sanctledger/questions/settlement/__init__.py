"""The settlement of a deal: how much of each promise is delivered, late or taken back, and who moved first.

Records name the promises that they deliver, but not how much each promise gets, nor how much is left after a reversal.
The files derive both, each from the files before it:

1. `remainders`: how much is left of a record after reversals and reimposed sanctions, for each target.
2. `contributions`: the amounts that records may give on each stretch of days. A doubtful record gives its amount or
   nothing, so there may be several alternatives.
3. `allocation`: how one delivery is divided among the promises that it delivers. The promise that is due first is
   filled first.
4. `credits`: how much each promise is credited with through time. Every alternative of 2 is allocated by 3.
5. `pledge_status`: the days on which a promise is in force, late, and kept in part or whole, and its state on a day.
   The question `pledges` is here.
6. `implementation` and `leg_amounts`: the amounts of a promise on a day, and the fraction that is delivered, with a
   score from 0 to 3.
7. `deal_records`: the promises of a deal, the acts under it that deliver no promise, and the withdrawals of both.
8. `deliveries`: the records that deliver a promise: how much each gives, who verified it, and whether it came
   after a withdrawal.
9. `sequence` and `timing`: when each leg began and was done, whether a demanded order was kept, and who moved first.
10. `legs`: one leg for each promise, and for each act that delivers none, with the results of 5 to 9.
11. `settlement`: the legs of a deal, which side moved first, and the mean fraction that is delivered. The question
    `settlement` is here.

An example: Belarus promised to free 52 prisoners, one release of 52 delivers the promise, and one person is arrested
again. Steps 1 and 2 leave 51 of the release from the day of the arrest on. Step 3 has only one promise to fill, so the
credit of step 4 is 51, and the state of step 5 is `part_kept`. The leg has 51 delivered, 1 outstanding and 1 reversed.

Every amount is a pair of bounds that holds in every world that the evidence allows. Amounts of different units never
add. A promise moves no balance; balances are in `questions.balance`.
"""
