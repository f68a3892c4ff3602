/**
 * What people choose most, and so what is guessed first. Words without the digits and signs that are hung on them;
 * whole passwords where digits stand inside. Runs of a keyboard and repetitions are known without a list.
 */
const LIST = `
password passwort passwd pass passw0rd p@ssw0rd p@ssword pa$$word pa55word p4ssw0rd passwords passwordpassword
mypassword thepassword newpassword oldpassword yourpassword motdepasse contrasena contraseña senha haslo parola
heslo wachtwoord salasana lozinka jelszo sifre parol пароль 密码 mima
admin administrator administrador root toor user username guest test testing tester demo default changeme
changeit changethis letmein letmeinnow openup opensesame welcome welcomehome welcometo willkommen bienvenue
login logmein signin access accessdenied enter secret topsecret secretpassword private master superuser supervisor
qwerty qwertz azerty qwert qwer asdf asdfgh asdfghjk zxcv zxcvbn qwertyuiop qazwsx qazwsxedc wsxedc
1qaz2wsx 1qaz2wsx3edc zaq12wsx zaq1xsw2 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4 q1w2e3r4t5 qweasd qweasdzxc qwe123
asdasd asd123 abc123 abcd1234 a1b2c3d4 aa123456 abc12345 1a2b3c4d 123qwe 123qweasd 12qwaszx 123abc 1234qwer
qwer1234 asdf1234 zxcvbnm123 123456qwerty qwerty123456 pass1234word 11223344 1122334455 12344321 123454321 11112222
12341234 123123123 12121212 13131313 147258369 159357 159753 741852963 789456123 987654321 147852369 123654789
10203040 0987654321 1029384756 321321321 12301230 00112233 11235813 31415926 27182818 13579246 24681012
19841984 20002000 20202020 19901990 20242024 20252025 20262026 20272027
iloveyou iloveu iloveme ilovehim iloveher iloveyouforever loveyou love lovely lover lovers loveme lovelove
mylove myloves jetaime teamo tequiero tiamo ichliebedich teamomucho
monkey dragon sunshine princess princesa princesse princessa prinzessin shadow football footballer fussball
futbol soccer baseball basketball hockey tennis golf golfer rugby cricket
superman batman spiderman ironman wonderwoman hulk thor captain starwars darthvader yoda skywalker matrix
pokemon pikachu charizard naruto sasuke goku dragonball minecraft fortnite roblox zelda mario sonic
hello hellohello hello123world hallo hallohallo bonjour hola ciao goodbye whatever nothing anything something
computer internet keyboard monitor laptop windows macintosh android iphone samsung google facebook instagram
youtube twitter linkedin myspace yahoo hotmail gmail microsoft apple amazon netflix spotify adobe
michael michelle jennifer jessica jordan joshua justin jason james john johnny george thomas andrew andrea
daniel danielle david robert richard charlie charles christian christina christopher matthew anthony nicholas
nicole natasha stephanie samantha victoria elizabeth alexander alexandra alexandre benjamin brandon hannah harley
hunter killer maggie martin maria marina maverick mercedes ashley amanda angela angel angels anna austin
bailey barbara buster carlos chelsea chester cooper diamond dakota eminem fender ferrari freedom gabriel ginger
heather isabella jasmine joseph joker juventus liverpool arsenal barcelona realmadrid manchester manutd everton
tottenham celtic rangers bayern benfica porto milan inter napoli lakers yankees cowboys steelers packers patriots
redsox eagles broncos raiders chicago london paris berlin madrid america england france germany deutschland espana
italia brasil brazil mexico argentina canada australia newyork california texas florida
metallica nirvana slipknot beatles rollingstones greenday blink linkinpark acdc ironmaiden rammstein
taylorswift beyonce rihanna madonna elvis bobmarley
summer winter spring autumn sommer january february march april june july august september october november
december monday tuesday wednesday thursday friday saturday sunday
summertime springtime christmas halloween birthday happybirthday happy happiness happyness
flower flowers sunflower butterfly rainbow unicorn tigger tiger lion panther wolf falcon eagle phoenix
chocolate cookie cookies banana orange cherry strawberry pepper cheese coffee peanut pumpkin
purple yellow green blue silver golden black blackberry blackjack white
junior family mother father sister brother daddy mommy mummy mama babygirl babyboy baby bigdaddy
trustno1 trustnoone ninja samurai pirate warrior wizard magic merlin gandalf legolas hobbit
corvette porsche mustang camaro yamaha honda toyota bmw audi kawasaki suzuki ducati
money moneymoney million millionaire lottery lucky jackpot casino poker
jesus jesuschrist christ godisgood godbless blessed blessing heaven faith amen allah bismillah krishna
fuckyou fuckoff fuckme fuck asshole bitch bullshit shit sexy pussy dick
forever foreverlove always together nevermind neverland
security secure safety system server network database backup oracle cisco mysql postgres ubuntu debian linux
ticket tickets concert festival stadium theatre theater cinema music musica rockstar superstar
student teacher school college university hospital doctor
scooter snoopy snowball scooby garfield mickey mickeymouse minnie donald donaldduck tweety bambi nemo
mustafa mohamed mohammed muhammad ahmed ibrahim fatima omar ali
sairam saibaba ganesh shiva india pakistan bangladesh indonesia philippines nigeria
wangyang woaini woaini1314 5201314 1314520 7758521 a123456789 q123456789 zhang liu
ihateyou ihate idontknow donotknow forgot forgotten iforgot noidea dontforget rememberme
blahblah blah asdfasdf qwerqwer xxxxxx zzzzzz abcabc abcdef abcdefgh fdsa poiuytrewq lkjhgfdsa mnbvcxz
correcthorsebatterystaple
`

export const commonPasswords: ReadonlySet<string> = new Set(LIST.trim().split(/\s+/u))
