V2870skerr
r i BC-SK--Ferries     03-04 0040
^BC-SK--Ferries, 1st Ld-Writethru,40<
^Ferries stop at Skerra's harbour<
^TPA Photo SK101, SK102<
^Eds: Adds quote.<
^By ADA PELL=
^Velmoran Press Agency=
	   OSTRAND (TPA) _ Ferries to the Skerra islands stopped on Tuesday _ all of them.
 
	   ``Nobody sailed,'' harbour master Una Marrow said,
before she went home.
 
	   ___
^Other lines=
Northline;8;9<
	   TPA-WF-03-04-26 1509GMT<

V2871skerr
r s BC-SK--Rowing     03-04 0010
^BC-SK--Rowing<
^Rowing Results=
^By The Velmoran Press Agency=
^Lake Velm=
Skerra5;2<
	   TPA-WF-03-04-26 1510GMT<
